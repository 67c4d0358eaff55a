import { type Paint } from '../terminal/paint';
import { renderTable } from '../terminal/render-table';
import { CAST, type CastName } from './cast';
import { describeAttempts } from './describe-attempts';
import { type LoggedDelivery } from './platform-api';

/** The delivery log as a table: events in the order of their publishing, for each the receivers as introduced. */
export function logTable(
  log: readonly LoggedDelivery[],
  names: ReadonlyMap<string, CastName>,
  paint: Paint,
): string[] {
  const position = (delivery: LoggedDelivery) =>
    CAST.findIndex(({ name }) => name === names.get(delivery.webhook_id));
  const sorted = log.toSorted((a, b) => compare(a.event_id, b.event_id) || position(a) - position(b));
  const rows = sorted.map((delivery) => [
    names.get(delivery.webhook_id) ?? delivery.webhook_id,
    delivery.event_type,
    statusText(delivery, paint),
    describeAttempts(delivery.attempts),
  ]);
  return renderTable(['WEBHOOK', 'EVENT', 'STATUS', 'ATTEMPTS, WITH THE WAITS BETWEEN THEM'], rows);
}

function statusText({ status }: LoggedDelivery, paint: Paint): string {
  switch (status) {
    case 'success':
      return paint.green(status);
    case 'failed':
      return paint.red(status);
    case 'pending':
    case 'cancelled':
      return paint.yellow(status);
    default:
      return status satisfies never;
  }
}

/** Ids sort as text the way they were made. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
