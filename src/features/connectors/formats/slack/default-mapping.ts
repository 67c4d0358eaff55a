import { chatMapping } from '../chat-mapping';

/** A header, up to 20 facts in two columns, and a footer; `text` is what notifications show. */
export const SLACK_MAPPING = chatMapping(String.raw`
  /* Slack reads <…> as links and mentions, so what comes from outside is escaped. */
  $escape := function($value) { $replace($replace($replace($value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') };
  $section := function($facts) {
    $count($facts) > 0 ? {
      'type': 'section',
      'fields': [$facts.{'type': 'mrkdwn', 'text': '*' & $escape(name) & '*\n' & $escape(value)}]
    }
  };
  {
    'text': $escape($title),
    'blocks': [
      {'type': 'header', 'text': {'type': 'plain_text', 'text': $escape($title), 'emoji': true}},
      /* A section holds ten fields. */
      $count($facts) > 10 ? $append($section($facts#$i[$i < 10]), $section($facts#$i[$i >= 10])) : $section($facts),
      {'type': 'context', 'elements': [{'type': 'mrkdwn', 'text': $escape($footer)}]}
    ]
  }
`);
