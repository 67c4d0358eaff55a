import { isRecord } from './encode-json';
import { type FormatOption } from './format-options';

/** A column of a table: its heading, and where its value stands (`data.custom_fields.roof_type`). */
export interface Column {
  name: string;
  path: string;
}

/** What one cell of a table may hold. */
export type Cell = string | number | boolean;

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

/** The row of an object by its columns; of a list, which already is one, its cells. Null for anything else. */
export function rowOf(content: unknown, columns: readonly Column[]): Cell[] | null {
  if (Array.isArray(content)) return content.map(cellOf);
  return isRecord(content) ? columns.map(({ path }) => cellOf(valueAt(content, path))) : null;
}

/** The columns a reading of the options has left. */
export function columnsOf(options: Readonly<Record<string, unknown>>): readonly Column[] {
  return options['columns'] as readonly Column[];
}

function isColumn(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, path, ...others } = value;
  return isHeading(name) && isHeading(path) && Object.keys(others).length === 0;
}

function isHeading(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= MAX_TEXT;
}

function valueAt(content: unknown, path: string): unknown {
  let value = content;
  for (const key of path.split('.')) {
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
