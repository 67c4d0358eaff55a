import { chatMapping } from '../chat-mapping';

/** An adaptive card: a title on the colour of its tone, a list of facts and a footer. */
export const TEAMS_MAPPING = chatMapping(String.raw`
  /* Teams makes links of [text](url); a space of no width keeps those from outside from working. */
  $plain := function($value) { $replace($value, '](', ']\u200b(') };
  {
    '$schema': 'http://adaptivecards.io/schemas/adaptive-card.json',
    'type': 'AdaptiveCard',
    'version': '1.5',
    'msteams': {'width': 'Full'},
    'body': [
      {
        'type': 'Container',
        'style': $message.tone = 'good' ? 'good' : $message.tone = 'bad' ? 'attention' : 'accent',
        'bleed': true,
        'items': [{'type': 'TextBlock', 'text': $plain($title), 'size': 'Large', 'weight': 'Bolder', 'wrap': true}]
      },
      $count($facts) > 0 ? {'type': 'FactSet', 'facts': [$facts.{'title': $plain(name), 'value': $plain(value)}]},
      {'type': 'TextBlock', 'text': $footer, 'size': 'Small', 'isSubtle': true, 'wrap': true}
    ]
  }
`);
