import { type Paint } from '../terminal/paint';
import { type ReceivedDelivery } from './start-receiver';
import { isVerified } from './verify-delivery';

/** One line about a delivery, and a second one with the reasons where it was refused. */
export function deliveryLine(delivery: ReceivedDelivery, paint: Paint): string {
  const isRight = isVerified(delivery.verification);
  const fields = [
    delivery.receivedAt.toISOString().slice(11),
    isRight ? paint.green('✓ verified') : paint.red('✗ refused '),
    headerText(delivery, 'x-synaptis-event').padEnd(16),
    headerText(delivery, 'webhook-id').padEnd(30),
    `attempt ${headerText(delivery, 'x-synaptis-attempt')}`,
    `→ ${delivery.answer}`,
  ];
  const reasons = isRight ? '' : `\n${' '.repeat(15)}${paint.red(refusal(delivery))}`;
  return fields.join('  ') + reasons;
}

/**
 * A header as it may be shown on a terminal: anyone can send one, with escape sequences (C1 controls are
 * Latin-1) or very long.
 */
export function headerText({ headers }: Pick<ReceivedDelivery, 'headers'>, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') return '?';
  const text = value.replaceAll(/[^ -~]/g, '?');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Both reasons when both ways refused. */
function refusal({ verification }: ReceivedDelivery): string {
  return [verification.documented, verification.standard].filter((reason) => reason !== null).join('; ');
}
