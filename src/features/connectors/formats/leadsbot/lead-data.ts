/**
 * The event's data with the two members LeadsBot receivers read by another name than ours: `name` in one piece, and
 * `score`. What the data already says is never replaced.
 */
export function leadsbotData(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const name = [data['first_name'], data['last_name']].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  const score = data['quality_score'];
  return {
    ...(name.length > 0 && { name: name.join(' ') }),
    ...(typeof score === 'number' && { score }),
    ...data,
  };
}
