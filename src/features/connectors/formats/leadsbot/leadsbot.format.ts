import { createHmac } from 'node:crypto';
import { judge } from '../../../../core/delivery';
import { type Format, type SigningInput } from '../../format';
import { encodeJson } from '../encode-json';
import { NO_OPTIONS } from '../format-options';
import { leadsbotEventName } from './event-name';
import { leadsbotData } from './lead-data';

/** For receivers that were written for LeadsBot webhooks. */
export const leadsbotFormat: Format = {
  name: 'leadsbot',
  title: 'LeadsBot',
  description:
    'The envelope {event, data} with LeadsBot event names, signed by X-LeadsBot-Signature. While a secret is rotated ' +
    'only the current one signs: the header holds a single signature.',
  ...NO_OPTIONS,
  defaultMapping: null,
  encode: (content, { input: { event }, isMapped }) =>
    encodeJson(
      isMapped
        ? content
        : { event: leadsbotEventName(event.type, event.data), data: leadsbotData(event.data) },
    ),
  sign,
  judge,
};

/**
 * Hex HMAC-SHA256 of the raw body, keyed with the secret's whole text. Its receivers compare it as a whole. They are
 * told to store event ids against duplicates, and the envelope has none: a header that nobody needs to read has it.
 */
function sign({ secrets: [current], eventId, body }: SigningInput): Record<string, string> {
  if (current === undefined) throw new RangeError('A signature needs at least one secret.');
  return {
    'webhook-id': eventId,
    'x-leadsbot-signature': createHmac('sha256', current).update(body).digest('hex'),
  };
}
