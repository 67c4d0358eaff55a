/** A part of a message without those of the named members that are blank texts: Discord takes none for nothing. */
export function leaveOutBlanks(
  part: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';
  return Object.fromEntries(
    Object.entries(part).filter(([name, value]) => !(names.includes(name) && isBlank(value))),
  );
}
