import { signatureHeaders } from '../../../core/signing';
import { type SigningInput } from '../format';

/** Signs as CONTRACT "A delivery on the wire" says: for receivers that verify the raw bytes. */
export function signBothForms({ secrets, eventId, timestamp, body }: SigningInput): Record<string, string> {
  return signatureHeaders({ secrets, id: eventId, timestamp, body });
}

/** For destinations that know no signature: their URL is the secret. */
export function signNothing(): Record<string, string> {
  return {};
}
