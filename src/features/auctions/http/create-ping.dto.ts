import { normaliseState } from '../../../core/leads';
import { AcceptedBy, IntField, JsonObjectField, TextField } from '../../../http';
import { type IdempotencyClaim } from '../persistence/pings.repository';
import { type PingDraft } from '../ping-opening';
import { attributesFault, currencyFault, openTextFault } from './offer-faults';
import { PriceField } from './price-field';

const MAX_ATTRIBUTES = 50;
const DEFAULT_TIME_LIMIT_MS = 1_000;

export class CreatePingDto {
  @TextField({
    description: 'Your own word for where the lead is from; buyers may target it',
    example: 'my-webform',
    minLength: 1,
    maxLength: 100,
    optional: true,
  })
  @AcceptedBy(openTextFault)
  source?: string;

  @TextField({
    description: 'US state as a code or a name; other regions are kept as they are. Buyers may target it',
    example: 'TX',
    minLength: 1,
    maxLength: 60,
    optional: true,
  })
  @AcceptedBy(openTextFault)
  state?: string;

  @JsonObjectField({
    description:
      'What buyers bid on, at most 16 KiB. What tells who the person is, is refused at any depth: keys that contain a ' +
      'word for it (names, phone, e-mail, address, date of birth, SSN and their like), e-mail addresses and phone ' +
      'numbers. `model_name`, `phone_type` and such may stay',
    example: { vertical: 'solar', postal_code: '77002', roof: { type: 'tile', age_years: 8 } },
    maxProperties: MAX_ATTRIBUTES,
  })
  @AcceptedBy(attributesFault)
  attributes: Record<string, unknown>;

  @PriceField({ description: 'The lowest bid that wins', example: 12.5, optional: true, default: 0 })
  floor_price?: number;

  @TextField({
    description: 'What bids are in: ISO 4217',
    example: 'USD',
    optional: true,
    default: 'USD',
    maxLength: 3,
  })
  @AcceptedBy(currencyFault)
  currency?: string;

  @IntField({
    description: 'How long bids are taken; the answer comes when all have answered, at the latest then',
    example: 1000,
    min: 100,
    max: 5000,
    optional: true,
    default: DEFAULT_TIME_LIMIT_MS,
  })
  time_limit_ms?: number;
}

export function toPingDraft(
  dto: CreatePingDto,
  claim: IdempotencyClaim | null,
): Omit<PingDraft, 'accountId'> {
  const { source = null, state = null, floor_price: floorPrice = 0, currency = 'USD' } = dto;
  return {
    source,
    state: state && (normaliseState(state) ?? state),
    attributes: dto.attributes,
    floorPrice,
    currency,
    timeLimitMs: dto.time_limit_ms ?? DEFAULT_TIME_LIMIT_MS,
    claim,
  };
}
