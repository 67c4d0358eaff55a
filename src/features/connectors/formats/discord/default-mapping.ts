import { chatMapping } from '../chat-mapping';

/** One embed, coloured by tone, with up to 20 facts side by side. */
export const DISCORD_MAPPING = chatMapping(String.raw`
  /* Discord reads markdown, so values from outside are escaped: no emphasis, no spoilers, no links. */
  $escape := function($value) {
    $reduce(['\\', '*', '_', '~', '${'`'}', '|', '['], function($text, $mark) {
      $replace($text, $mark, '\\' & $mark)
    }, $value)
  };
  {
    'embeds': [{
      'title': $escape($title),
      'color': $message.tone = 'good' ? 3066993 : $message.tone = 'bad' ? 15158332 : 3447003,
      'fields': [$facts.{'name': name, 'value': $escape(value), 'inline': $length(value) <= 40}],
      'footer': {'text': $subject},
      'timestamp': event.created
    }]
  }
`);
