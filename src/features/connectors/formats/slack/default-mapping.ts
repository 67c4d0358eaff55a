import { chatMapping } from '../chat-mapping';

/** A header, up to 20 facts in two columns or, when long, below them, and a footer; `text` is what notifications show. */
export const SLACK_MAPPING = chatMapping(String.raw`
  /* Slack reads <…> as links and mentions, so what comes from outside is escaped. */
  $escape := function($value) { $replace($replace($replace($value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') };
  $texts := function($facts) { [$facts.{'type': 'mrkdwn', 'text': '*' & $escape(name) & '*\n' & $escape(value)}] };
  $columns := function($facts) { $count($facts) > 0 ? {'type': 'section', 'fields': $texts($facts)} };
  $short := $facts[$length(value) <= 40];
  {
    'text': $escape($title),
    'blocks': [
      {'type': 'header', 'text': {'type': 'plain_text', 'text': $escape($title), 'emoji': true}},
      /* A section holds ten fields. */
      $columns($short#$i[$i < 10]),
      $columns($short#$i[$i >= 10]),
      $texts($facts[$length(value) > 40]).{'type': 'section', 'text': $},
      {'type': 'context', 'elements': [{'type': 'mrkdwn', 'text': $escape($footer)}]}
    ]
  }
`);
