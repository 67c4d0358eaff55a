import { EXAMPLE_SECRET, EXAMPLE_SIGNING_KEY } from '../../core/signing';
import { type Format, type FormatOptions, type SigningInput } from './format';

/** The published key that stands for a webhook's own in examples and previews. */
export function exampleKeyOf(format: Format, options: FormatOptions): string {
  return format.keyKind?.(options) === 'signing_key' ? EXAMPLE_SIGNING_KEY : EXAMPLE_SECRET;
}

/** The headers that the example key signs with; none where the destination knows no signature. */
export function signExample(
  format: Format,
  options: FormatOptions,
  signed: Omit<SigningInput, 'secrets'>,
): Record<string, string> {
  return format.sign({ secrets: [exampleKeyOf(format, options)], ...signed });
}

/** Whether a format signs its deliveries at all. */
export function isSigned(format: Format): boolean {
  return Object.keys(signExample(format, {}, { eventId: 'evt_', timestamp: 0, body: '' })).length > 0;
}
