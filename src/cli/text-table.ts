const GAP = '  ';
/** Names are written by others: escape sequences in them must not reach the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Columns padded to their widest cell, without trailing blanks. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((cells) => cells.map(printable));
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => lengthOf(cells[column]))));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => pad(cell, widths[column]!))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Text of others with everything invisible made visible. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\uFFFD');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - lengthOf(cell));
}

/** In code points: close to columns for the scripts most names are written in. */
function lengthOf(cell = ''): number {
  return [...cell].length;
}
