const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
};

/** Undoes the references that Slack, Telegram's HTML and XML share. */
export function unescapeMarkup(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|amp);/g, (reference) => CHARACTERS[reference] ?? reference);
}
