/** Rows of a list, and which of their columns count. */
interface MeasuredRows {
  /** A statement that selects them, with their `id`. */
  rows: string;
  columns: readonly string[];
  /** A number, or the parameter that holds it. */
  bytes: number | string;
}

/**
 * SQL to select from: the rows with the highest ids that have at most so many bytes together, and the first one
 * however large it is. `found` says how many rows there were.
 */
export function withinBytes({ rows, columns, bytes }: MeasuredRows): string {
  return `(
    SELECT * FROM (
      SELECT *, sum(octet_length(concat(${columns.join(', ')}))) OVER newest_first AS bytes_so_far,
        row_number() OVER newest_first AS place, count(*) OVER ()::int AS found
      FROM (${rows}) AS listed WINDOW newest_first AS (ORDER BY id DESC)
    ) AS measured WHERE bytes_so_far <= ${bytes} OR place = 1
  ) AS fitting`;
}

/** What callers wrote into the rows of one page of a list, together. */
export const PAGE_BYTES = 8 * 1024 * 1024;
