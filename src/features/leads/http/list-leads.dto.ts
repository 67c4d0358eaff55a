import { normalisePhone, normaliseState } from '../../../core/leads';
import {
  EnumField,
  PageQuery,
  PhoneField,
  QueryBooleanField,
  TextField,
  TimeField,
  toDate,
} from '../../../http';
import { type LeadFilter } from '../lead-filter';
import { LEAD_STAGES, type LeadStage } from '../lead-stage';

const Filter = (description: string, maxLength = 255) =>
  TextField({ description: `Only leads ${description}`, optional: true, maxLength });

export class ListLeadsQuery extends PageQuery {
  @Filter('from this source')
  source?: string;

  @Filter('of this US state, by its code or name; other regions as they came')
  state?: string;

  @PhoneField({
    description: 'Only leads with this phone number, in any form it can be sent in',
    optional: true,
  })
  phone?: string;

  @Filter('with this e-mail address, in any case')
  email?: string;

  @Filter('with this id in your CRM')
  crm_lead_id?: string;

  @Filter('that this buyer got')
  buyer_id?: string;

  @QueryBooleanField({
    description: 'Only leads that may be contacted, or only the others',
    optional: true,
  })
  eligible?: boolean;

  @EnumField({ description: 'Only leads that are this far', values: LEAD_STAGES, optional: true })
  stage?: LeadStage;

  @TimeField({ description: 'Only leads that came in at this time or later', optional: true })
  created_after?: string;

  @TimeField({ description: 'Only leads that came in before this time', optional: true })
  created_before?: string;
}

export function toLeadFilter(query: ListLeadsQuery): LeadFilter {
  const { phone, state } = query;
  return {
    source: query.source,
    state: state && (normaliseState(state) ?? state),
    phone: phone && (normalisePhone(phone) ?? undefined),
    email: query.email?.toLowerCase(),
    crmLeadId: query.crm_lead_id,
    buyerId: query.buyer_id,
    isEligible: query.eligible,
    stage: query.stage,
    createdFrom: toDate(query.created_after),
    createdBefore: toDate(query.created_before),
  };
}
