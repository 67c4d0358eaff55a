/** How the name of a nested value is written: `data[email]` or `data.email`. */
export type Nesting = 'brackets' | 'dots';

type Field = [name: string, value: string];

/** The fields of a form in the order of the content. Lists count from 0; what is empty inside has no field. */
export function formFields(content: Readonly<Record<string, unknown>>, nesting: Nesting): Field[] {
  return Object.entries(content).flatMap(([key, value]) => fieldsOf(key, value, nesting));
}

function fieldsOf(name: string, value: unknown, nesting: Nesting): Field[] {
  if (value === null || value === undefined) return [[name, '']];
  if (typeof value !== 'object') return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, member]) =>
    fieldsOf(nesting === 'brackets' ? `${name}[${key}]` : `${name}.${key}`, member, nesting),
  );
}
