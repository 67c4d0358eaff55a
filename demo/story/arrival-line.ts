import { headerText } from '../receiving/delivery-line';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { type Paint } from '../terminal/paint';
import { seconds } from './describe-attempts';

const EVENT_WIDTH = 'lead.call_requested'.length;

export interface Arrival {
  /** Who got it. */
  at: string;
  delivery: ReceivedDelivery;
  /** Since what brought it about. */
  afterMs: number;
  /** What it is about, where the type does not tell. */
  about: string;
}

/** One line about a delivery that has just arrived, verified in both ways. */
export function arrivalLine({ at, delivery, afterMs, about }: Arrival, paint: Paint): string {
  const { documented, standard } = delivery.verification;
  const mark = (reason: string | null, way: string) =>
    reason === null ? paint.green(`✓ ${way}`) : paint.red(`✗ ${way}`);
  return [
    paint.dim(`+${seconds(afterMs)} s`.padStart(8)),
    at.padEnd(8),
    attemptText(delivery),
    headerText(delivery, 'x-synaptis-event').padEnd(EVENT_WIDTH),
    `${mark(documented, 'documented')} ${mark(standard, 'standardwebhooks')}`,
    `→ ${answerText(delivery, paint)}${about && paint.dim(`  ${about}`)}`,
  ].join('  ');
}

/** Bid requests are sent once, without a number. */
function attemptText(delivery: ReceivedDelivery): string {
  const number = headerText(delivery, 'x-synaptis-attempt');
  return number === '?' ? 'no retry ' : `attempt ${number}`;
}

function answerText({ answer }: ReceivedDelivery, paint: Paint): string {
  if (answer === 200) return paint.green('200');
  return answer === 'hang-up' ? paint.red('hangs up') : paint.yellow(String(answer));
}
