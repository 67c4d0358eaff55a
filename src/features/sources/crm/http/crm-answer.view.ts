import { BooleanField, EnumField, TextField } from '../../../../http';
import { type StoredCrmNews } from '../crm-news';

const UNMATCHED = 'No matching lead or submission for crm_lead_id';

export class CrmAnswerView {
  @BooleanField({ description: 'Always true: failures have another form', example: true })
  ok: boolean;

  @BooleanField({ description: 'Whether a lead was found and the news stored', example: true })
  stored: boolean;

  @TextField({
    description: 'The lead that is meant, when it was found',
    example: 'lead_01kf0k8y20f2etja3vn6y8b1ke',
    optional: true,
  })
  lead_id?: string;

  @EnumField({
    description: 'Why nothing was stored',
    example: UNMATCHED,
    values: [UNMATCHED],
    optional: true,
  })
  reason?: string;
}

export function toCrmAnswer(stored: StoredCrmNews | null): CrmAnswerView {
  return stored
    ? { ok: true, stored: true, lead_id: stored.leadId }
    : { ok: true, stored: false, reason: UNMATCHED };
}
