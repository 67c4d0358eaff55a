/**
 * What is said of each event, the same in every chat: an icon, a tone (good, bad or news), a title, facts and a
 * footer. It takes about the same time for every event: texts are cut before anything is done with them, of lists only
 * the first items are looked at, and regular expressions, clock and randomness are not used.
 */
const MESSAGE = String.raw`
  $data := event.data;
  /* $substring and $zip stop where they are told to, however much there is. */
  $start := function($value) { $substring($value, 0, 501) };
  $first := function($values) { [$map($zip([1..20], $values), function($pair) { $pair[1] })] };
  $object := function($value) { $type($value) = 'object' ? $value };
  $text := function($value) {
    $type($value) = 'boolean' ? ($value ? 'yes' : 'no')
      : $type($value) = 'string' ? $start($value)
      : $type($value) = 'number' ? $string($value) : ''
  };
  $words := function($value) { $replace($text($value), '_', ' ') };
  $time := function($value) {(
    $shown := $text($value);
    $length($shown) > 16 and $substring($shown, -1) = 'Z'
      ? $substring($shown, 0, 10) & ' ' & $substring($shown, 11, 5) & ' UTC' : $shown
  )};
  $money := function($amount) {
    $type($amount) = 'number' ? $trim($formatNumber($amount, '#,##0.00') & ' ' & $text($data.currency)) : ''
  };
  $cut := function($value) { $length($value) > 500 ? $substring($value, 0, 499) & '…' : $value };
  $fact := function($name, $value) {(
    $shown := $text($value);
    $trim($shown) != '' and $trim($name) != '' ? {'name': $cut($name), 'value': $cut($shown)}
  )};
  $list := function($values) { $join([$first($values)[$text($) != ''].$words($)], ', ') };

  $json := function($value) { $count($value) > 20 ? $string($first($value)) & ' …' : $string($value) };

  $fullName := $trim($text($data.first_name) & ' ' & $text($data.last_name));
  $who := [$text($data.name), $fullName, $text($data.lead_id), 'unnamed'][$ != ''][0];
  $checks := $object($data.checks);
  $last := $object($data.last_attempt);
  $contact := function() {[
    $fact('Phone', $data.phone),
    $fact('Email', $data.email),
    $fact('Place', $list([$data.city, $data.state, $data.postal_code])),
    $fact('Source', $words($data.source)),
    $data.eligible = false ? $fact('May be contacted', 'no ' & $words($data.ineligible_reason))
  ]};
  $score := function() {
    $fact('Quality score', $exists($data.quality_score) ? $data.quality_score & ' of 100')
  };
  $delivery := function() {[
    $fact('Error', $object($last.error).message),
    $fact('Answer', $last.status_code),
    $fact('Attempts', $data.attempts),
    $fact('Took', $exists($last.duration_ms) ? $last.duration_ms & ' ms'),
    $fact('Event', $data.event_id),
    $fact('Webhook', $data.webhook_id)
  ]};

  $message :=
    event.type = 'lead.submitted'
      ? {'icon': '🆕', 'tone': 'news', 'title': 'New lead: ' & $who, 'facts': $contact()}
    : event.type = 'lead.call_requested'
      ? {'icon': '📞', 'tone': 'news', 'title': 'Call requested: ' & $who, 'facts': $contact()}
    : event.type = 'lead.verified' ? {
        'icon': $data.verification_status = 'passed' ? '✅' : '❌',
        'tone': $data.verification_status = 'passed' ? 'good' : 'bad',
        'title': 'Lead ' & ($data.verification_status = 'passed' ? 'verified' : 'not verified') & ': ' & $who,
        'facts': [
          $score(),
          $fact('Decision', $words($data.routing_decision)),
          $fact('Fraud risk', $words($object($checks.fraud).risk_level)),
          $fact('Phone valid', $object($checks.phone).valid),
          $fact('Email valid', $object($checks.email).valid),
          $fact('Address valid', $object($checks.address).valid),
          $fact('Duplicate', $object($checks.duplicate).is_duplicate),
          $fact('Deductions', $list($first($data.deductions).rule))
        ]
      }
    : event.type = 'lead.distributed' ? {
        'icon': '📤', 'tone': 'good', 'title': 'Lead distributed: ' & $who,
        'facts': $append([$fact('Buyer', buyer.name ? buyer.name : $data.buyer_id), $score()], $contact())
      }
    : event.type = 'lead.crm_updated' ? {
        'icon': '🔄', 'tone': 'news', 'title': 'CRM: ' & $words($data.event_type),
        'facts': [
          $fact('Lead', $data.lead_id),
          $fact('Lead in the CRM', $data.crm_lead_id),
          $fact('Status', $words($object($data.payload).status))
        ]
      }
    : event.type = 'delivery.success'
      ? {'icon': '📬', 'tone': 'good', 'title': 'Delivered: ' & $text($data.event_type), 'facts': $delivery()}
    : event.type = 'delivery.failed'
      ? {'icon': '🚨', 'tone': 'bad', 'title': 'Delivery failed: ' & $text($data.event_type), 'facts': $delivery()}
    : event.type = 'ping.received' ? {
        'icon': '📣', 'tone': 'news', 'title': 'Lead on offer: ' & $list([$object($data.attributes).vertical, $data.state]),
        'facts': [
          $fact('Floor price', $money($data.floor_price)),
          $fact('Bids until', $time($data.expires_at)),
          $fact('Source', $words($data.source)),
          $fact('Ping', $data.ping_id)
        ]
      }
    : event.type = 'bid.won' ? {
        'icon': '🏆', 'tone': 'good', 'title': 'Bid won: ' & $money($data.price),
        'facts': [
          $fact('Buyer', buyer.name ? buyer.name : $data.buyer_id),
          $fact('Post by', $time($data.post_expires_at)),
          $fact('Ping', $data.ping_id)
        ]
      }
    : {
        'icon': '🔔', 'tone': 'news', 'title': event.type,
        'facts': [$map($first($keys($data)), function($key) {(
          $value := $lookup($data, $key);
          $fact($words($key), $type($value) in ['object', 'array'] ? $json($value) : $value)
        )})]
      };

  $title := $message.icon & ' ' & $cut($message.title);
  $facts := $message.facts;
  $subject := $join([event.type, $cut($text($data.lead_id))][$ != ''], ' · ');
  $footer := $join([$subject, $time(event.created)][$ != ''], ' · ');`;

/**
 * A chat format's default mapping.
 *
 * @param letter JSONata that makes the destination's JSON of `$title`, `$message.tone`, `$facts` (`name`, `value`; at
 * most 20), `$subject` and `$footer`, which is the subject with the time
 */
export function chatMapping(letter: string): string {
  return `(${MESSAGE}\n${letter})`;
}
