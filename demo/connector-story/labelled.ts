const WIDTH = 9;

/** A text of one or several lines behind its label. */
export function labelled(label: string, text: string): string[] {
  const [first = '', ...others] = text.split('\n');
  return [label.padEnd(WIDTH) + first, ...others.map((line) => ' '.repeat(WIDTH) + line)];
}
