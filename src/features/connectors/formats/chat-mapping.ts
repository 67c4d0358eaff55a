/**
 * What is said of each event, the same in every chat: an icon, a tone (good, bad or news), a title, facts and a
 * footer. Regular expressions, clock and randomness are not used, so the mapping costs nothing to bound.
 */
const MESSAGE = String.raw`
  $data := event.data;
  $text := function($value) {
    $type($value) = 'boolean' ? ($value ? 'yes' : 'no')
      : $type($value) in ['string', 'number'] ? $string($value) : ''
  };
  $words := function($value) { $replace($text($value), '_', ' ') };
  $time := function($value) {
    $type($value) = 'string' and $length($value) > 16 and $substring($value, -1) = 'Z'
      ? $substring($value, 0, 10) & ' ' & $substring($value, 11, 5) & ' UTC' : $text($value)
  };
  $money := function($amount) {
    $type($amount) = 'number' ? $trim($formatNumber($amount, '#,##0.00') & ' ' & $text($data.currency)) : ''
  };
  $cut := function($value) {(
    $start := $substring($value, 0, 501);
    $length($start) > 500 ? $substring($start, 0, 499) & '…' : $start
  )};
  $fact := function($name, $value) {(
    $shown := $text($value);
    $shown != '' ? {'name': $name, 'value': $cut($shown)}
  )};
  $list := function($values) { $join([$values[$text($) != ''].$words($)], ', ') };

  $fullName := $trim($text($data.first_name) & ' ' & $text($data.last_name));
  $who := [$text($data.name), $fullName, $text($data.lead_id), 'unnamed'][$ != ''][0];
  $checks := $data.checks;
  $last := $data.last_attempt;
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
    $fact('Error', $last.error.message),
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
          $fact('Fraud risk', $words($checks.fraud.risk_level)),
          $fact('Phone valid', $checks.phone.valid),
          $fact('Email valid', $checks.email.valid),
          $fact('Address valid', $checks.address.valid),
          $fact('Duplicate', $checks.duplicate.is_duplicate),
          $fact('Deductions', $list($data.deductions.rule))
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
          $fact('Status', $words($data.payload.status))
        ]
      }
    : event.type = 'delivery.success'
      ? {'icon': '📬', 'tone': 'good', 'title': 'Delivered: ' & $text($data.event_type), 'facts': $delivery()}
    : event.type = 'delivery.failed'
      ? {'icon': '🚨', 'tone': 'bad', 'title': 'Delivery failed: ' & $text($data.event_type), 'facts': $delivery()}
    : event.type = 'ping.received' ? {
        'icon': '📣', 'tone': 'news', 'title': 'Lead on offer: ' & $list([$data.attributes.vertical, $data.state]),
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
        /* $zip looks at the first fields only, however many there are. */
        'facts': [$map($zip([1..20], $keys($data)), function($pair) {(
          $value := $lookup($data, $pair[1]);
          $fact($words($pair[1]), $type($value) in ['object', 'array'] ? $string($value) : $value)
        )})]
      };

  $title := $message.icon & ' ' & $cut($message.title);
  $facts := $message.facts;
  $subject := $join([event.type, $text($data.lead_id)][$ != ''], ' · ');
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
