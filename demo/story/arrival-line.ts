import { headerText } from '../receiving/delivery-line';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { type Paint } from '../terminal/paint';
import { type CastName } from './cast';
import { seconds } from './describe-attempts';

export interface Arrival {
  at: CastName;
  delivery: ReceivedDelivery;
  /** Since the event was published. */
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
    `attempt ${headerText(delivery, 'x-synaptis-attempt')}`,
    headerText(delivery, 'x-synaptis-event').padEnd(16),
    `${mark(documented, 'documented')} ${mark(standard, 'standardwebhooks')}`,
    `→ ${answerText(delivery, paint)}${about && paint.dim(`  ${about}`)}`,
  ].join('  ');
}

function answerText({ answer }: ReceivedDelivery, paint: Paint): string {
  if (answer === 200) return paint.green('200');
  return answer === 'hang-up' ? paint.red('hangs up') : paint.yellow(String(answer));
}
