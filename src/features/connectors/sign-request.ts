import { isSigningKey } from '../../core/signing';
import { type FormatName, type SigningInput } from './format';
import { formatOf } from './formats';

/**
 * The signatures of a format, by those of the live keys that it can sign with.
 *
 * @returns by lowercase header name; null when there is no such key
 */
export function signAs(name: FormatName, input: SigningInput): Record<string, string> | null {
  const format = formatOf(name);
  const secrets = format.keyKind ? input.secrets : input.secrets.filter((secret) => !isSigningKey(secret));
  return secrets.length === 0 ? null : format.sign({ ...input, secrets });
}
