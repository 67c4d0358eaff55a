import { isRecord } from './encode-json';
import { type FormatOption } from './format-options';

/** A column of a table: its heading, and where its value stands (`data.custom_fields.roof_type`). */
interface Column {
  name: string;
  path: string;
}

/** A column as rows are read by it: the path in its parts. */
export interface TableColumn {
  name: string;
  keys: readonly string[];
}

/** What one cell of a table may hold. */
export type Cell = string | number | boolean;

/** What a row can be made of: its cells, or an object that the columns are read from. */
export type RowContent = readonly unknown[] | Readonly<Record<string, unknown>>;

const MAX_COLUMNS = 200;
const MAX_TEXT = 200;

/** What most want of a lead's events; `data` keeps the rest, so that nothing is lost. */
const DEFAULT_COLUMNS: readonly Column[] = [
  ...['id', 'type', 'created'].map((name) => ({ name, path: name })),
  ...[
    'lead_id',
    'first_name',
    'last_name',
    'phone',
    'email',
    'state',
    'source',
    'buyer_id',
    'quality_score',
  ].map((name) => ({ name, path: `data.${name}` })),
  { name: 'data', path: 'data' },
];

/** The option every table has. */
export const columnsOption: FormatOption = {
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_COLUMNS,
    items: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: MAX_TEXT },
        path: { type: 'string', minLength: 1, maxLength: MAX_TEXT },
      },
      required: ['name', 'path'],
      additionalProperties: false,
    },
    description:
      'The columns in their order; `path` leads with dots into the event, or into what the mapping gives.',
  },
  fault: (value) =>
    Array.isArray(value) && value.length >= 1 && value.length <= MAX_COLUMNS && value.every(isColumn)
      ? null
      : `Must be a list of 1 to ${MAX_COLUMNS} columns, each with a name and a path of 1 to ${MAX_TEXT} characters.`,
  fallback: DEFAULT_COLUMNS,
};

export function isRow(content: unknown): content is RowContent {
  return Array.isArray(content) ? content.length > 0 : isRecord(content);
}

/** The cells of a row one at a time: many columns may show the same large part of an event. */
export function* cellsOf(row: RowContent, columns: readonly TableColumn[]): Generator<Cell> {
  if (Array.isArray(row)) for (const value of row) yield cellOf(value);
  else for (const { keys } of columns) yield cellOf(valueAt(row, keys));
}

/** The columns a reading of the options has left. */
export function columnsOf(options: Readonly<Record<string, unknown>>): readonly TableColumn[] {
  return (options['columns'] as readonly Column[]).map(({ name, path }) => ({ name, keys: path.split('.') }));
}

function isColumn(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, path, ...others } = value;
  return isHeading(name) && isHeading(path) && Object.keys(others).length === 0;
}

function isHeading(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= MAX_TEXT;
}

function valueAt(content: unknown, keys: readonly string[]): unknown {
  let value = content;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function cellOf(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? '' : JSON.stringify(value);
  }
}
