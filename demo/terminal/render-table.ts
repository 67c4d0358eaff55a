import { stripVTControlCharacters } from 'node:util';

const GAP = '   ';

/**
 * Lays out a table with an underlined head; columns are as wide as their widest cell. Cells may carry ANSI
 * colours, which take no room.
 *
 * @returns its lines, without spaces at their ends
 */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(visibleWidth)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => padded(cells[column] ?? '', width))
      .join(GAP)
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)];
}

/** In characters as people count them, so that an emoji is one. */
function visibleWidth(cell: string): number {
  return [...stripVTControlCharacters(cell)].length;
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - visibleWidth(cell));
}
