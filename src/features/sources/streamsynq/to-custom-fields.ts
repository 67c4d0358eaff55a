type Fields = Readonly<Record<string, unknown>>;

/**
 * Keeps what the document has no field for: the entries of `metadata` under their own names, and fields it
 * does not know under theirs, with `body_` in front while metadata has the name already. Nothing is lost.
 */
export function toCustomFields(metadata: Fields, unknown: Fields): Fields {
  const fields = new Map(Object.entries(metadata));
  for (const [given, value] of Object.entries(unknown)) {
    let name = given;
    while (fields.has(name)) name = `body_${name}`;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
