import { checkSecret, checkSigningKey, isSigningKey } from '../../core/signing';
import { formatOf, type KeyKind } from '../connectors';
import { type FormatChoice } from './choose-format';

/** What kind of key a webhook of this format signs with. */
export function keyKindOf({ format, formatOptions }: FormatChoice): KeyKind {
  return formatOf(format).keyKind?.(formatOptions) ?? 'secret';
}

/** @param key a good one of either kind, in full */
export function kindOfKey(key: string): KeyKind {
  return isSigningKey(key) ? 'signing_key' : 'secret';
}

/**
 * What is wrong with a key the customer brings for a webhook of this format, if anything; does not repeat it.
 *
 * @param kind what the format signs with
 */
export function keyFault(key: string, kind: KeyKind): string | null {
  const fault = kind === 'signing_key' ? checkSigningKey(key) : checkSecret(key);
  return fault && `does not go with the format of the webhook: ${fault}`;
}
