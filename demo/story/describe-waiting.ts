import { type CastName } from './cast';
import { type Delivery } from './platform-api';

/** One line about deliveries that have not ended, such as `flaky: attempt 2 in 0.4 s`. */
export function describeWaiting(
  deliveries: readonly Delivery[],
  names: ReadonlyMap<string, CastName>,
  nowMs: number,
): string {
  const pending = deliveries.filter(({ status }) => status === 'pending');
  const parts = pending.map((delivery) => {
    const dueInMs = Date.parse(delivery.next_attempt_at ?? '') - nowMs;
    const when = dueInMs > 0 ? `in ${(dueInMs / 1000).toFixed(1)} s` : 'now';
    return `${names.get(delivery.webhook_id) ?? '?'}: attempt ${delivery.attempt_count + 1} ${when}`;
  });
  return [`${deliveries.length - pending.length} of ${deliveries.length} ended`, ...parts].join('   ');
}
