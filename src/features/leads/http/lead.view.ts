import {
  BooleanField,
  EnumField,
  JsonObjectField,
  NestedField,
  PageOf,
  TextField,
  TimeField,
} from '../../../http';
import {
  INELIGIBLE_REASONS,
  type IneligibleReason,
  type Lead,
  UNASSIGNED_REASONS,
  type UnassignedReason,
} from '../lead';
import { leadFields } from '../lead-fields';
import { LEAD_STAGES, type LeadStage, stageOf } from '../lead-stage';
import { ConsentView, InquiryView, MaybeText, toInquiryView } from './lead-parts.view';
import { VerificationView } from './verification.view';

export const LEAD_ID_EXAMPLE = 'lead_01kf0k8y20f2etja3vn6y8b1ke';

const LEAD_ANSWERS = ['accepted', 'duplicate'] as const;
type LeadAnswer = (typeof LEAD_ANSWERS)[number];

/** A lead, with every field it could have: null where it has none. */
export class LeadView {
  @TextField({ description: 'Id of the lead', example: LEAD_ID_EXAMPLE })
  id: string;

  @EnumField({
    description: '`duplicate` only in the answer to a lead that was there already',
    values: LEAD_ANSWERS,
    example: 'accepted',
  })
  status: LeadAnswer;

  @EnumField({
    description:
      'How far it has come. `held`: verified, but it may not be contacted (`ineligible_reason`); ' +
      '`unassigned`: no buyer got it (`unassigned_reason`)',
    values: LEAD_STAGES,
    example: 'verifying',
  })
  stage: LeadStage;

  @MaybeText('Where it is from, in your own word', 'my-webform')
  source: string | null;

  @MaybeText('Phone number, E.164', '+15551234567')
  phone: string | null;

  @MaybeText('E-mail address, in lower case', 'jane@example.com')
  email: string | null;

  @MaybeText('US state by its two-letter code; other regions as they came', 'TX')
  state: string | null;

  @MaybeText('First name', 'Jane')
  first_name: string | null;

  @MaybeText('Last name', 'Doe')
  last_name: string | null;

  @MaybeText('Full name, where it is not known in parts', 'Jane Doe')
  name: string | null;

  @MaybeText('Street and number, or a whole address in one line', '4521 Bayshore Blvd')
  address: string | null;

  @MaybeText('City', 'Tampa')
  city: string | null;

  @MaybeText('ZIP or postal code', '33611')
  postal_code: string | null;

  @JsonObjectField({
    description: 'Where the advertisement was',
    example: { utm_source: 'google' },
    nullable: true,
  })
  attribution: object | null;

  @NestedField({ description: 'What the person asks for', of: () => InquiryView, nullable: true })
  inquiry: InquiryView | null;

  @NestedField({ description: 'Evidence of consent', of: () => ConsentView, nullable: true })
  consent: ConsentView | null;

  @JsonObjectField({ description: 'Fields of your own, as they came', example: { roof_type: 'tile' } })
  custom_fields: object;

  @MaybeText('Your own id for the lead', 'form-4711')
  source_lead_id: string | null;

  @MaybeText('Id of the lead in your CRM', 'crm-abc-456')
  crm_lead_id: string | null;

  @BooleanField({ description: 'Whether it may be contacted', example: true })
  eligible: boolean;

  @EnumField({
    description: 'Why it may not be contacted; null when it may',
    values: INELIGIBLE_REASONS,
    example: null,
    nullable: true,
  })
  ineligible_reason: IneligibleReason | null;

  @NestedField({
    description: 'What the verification found; null until then',
    of: () => VerificationView,
    nullable: true,
  })
  verification: VerificationView | null;

  @MaybeText('The buyer who got it; null until then', 'buyer-acme')
  buyer_id: string | null;

  @EnumField({
    description: 'Why no buyer got it; null when one did, and until that is known',
    values: UNASSIGNED_REASONS,
    example: null,
    nullable: true,
  })
  unassigned_reason: UnassignedReason | null;

  @TimeField({ description: 'When it came in' })
  created: string;

  @TimeField({ description: 'When it changed last', example: '2026-01-15T10:30:00.204Z' })
  updated: string;
}

export const LeadPageView = PageOf(LeadView);

/** @param status what became of a lead that was just sent */
export function toLeadView(lead: Lead, status: LeadAnswer = 'accepted'): LeadView {
  return {
    id: lead.id,
    status,
    stage: stageOf(lead),
    ...NO_PROFILE,
    ...leadFields(lead),
    inquiry: toInquiryView(lead.profile.inquiry),
    verification: lead.verification,
    buyer_id: lead.buyerId,
    unassigned_reason: lead.unassignedReason,
    created: lead.createdAt.toISOString(),
    updated: lead.updatedAt.toISOString(),
  };
}

const NO_PROFILE = {
  first_name: null,
  last_name: null,
  name: null,
  address: null,
  city: null,
  postal_code: null,
  attribution: null,
};
