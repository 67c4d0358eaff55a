import { type LeadProfile, normalisePhone, normaliseState } from '../../../../core/leads';
import { type LeadDraft } from '../../lead-draft';
import { type CreateLeadDto } from './create-lead.dto';

/** A lead as `POST /v1/leads` takes it: without evidence of consent it is held back. */
export function toLeadDraft(dto: CreateLeadDto, accountId: string): LeadDraft {
  const { state, consent } = dto;
  return {
    accountId,
    door: 'api',
    source: dto.source ?? null,
    phone: normalisePhone(dto.phone),
    email: dto.email?.toLowerCase() ?? null,
    state: state === undefined ? null : (normaliseState(state) ?? state),
    profile: profileOf(dto),
    consent: consent ? { ...consent } : null,
    customFields: dto.custom_fields ?? {},
    sourceLeadId: dto.source_lead_id ?? null,
    reservedBuyerId: null,
    isConsentRequired: true,
    isCallWanted: false,
  };
}

const PROFILE_FIELDS = [
  'first_name',
  'last_name',
  'name',
  'address',
  'city',
  'postal_code',
  'attribution',
] as const satisfies (keyof LeadProfile & keyof CreateLeadDto)[];

function profileOf(dto: CreateLeadDto): LeadProfile {
  return Object.fromEntries(
    PROFILE_FIELDS.filter((name) => dto[name] !== undefined).map((name) => [name, dto[name]]),
  );
}
