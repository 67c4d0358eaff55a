import { chatMapping } from '../chat-mapping';

/** A bold title, a line for each fact and a footer in italics. */
export const TELEGRAM_MAPPING = chatMapping(String.raw`
  /* Telegram reads HTML, so what comes from outside is escaped. */
  $escape := function($value) { $replace($replace($replace($value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') };
  $lines := [$facts.('<b>' & $escape(name) & ':</b> ' & $escape(value))];
  {
    'text': $join([
      '<b>' & $escape($title) & '</b>',
      $count($lines) > 0 ? $join($lines, '\n'),
      '<i>' & $escape($footer) & '</i>'
    ], '\n\n')
  }
`);
