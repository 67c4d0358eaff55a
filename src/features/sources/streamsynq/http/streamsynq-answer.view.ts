import { BooleanField, EnumField, TextField } from '../../../../http';
import { type Intake } from '../../lead-draft';

const ACTIONS = ['call_initiated', 'skipped'] as const;
const REASONS = ['no_phone_number', 'not_eligible', 'duplicate'] as const;

export class StreamsynqAnswerView {
  @BooleanField({ description: 'Always true: failures have another form', example: true })
  ok: boolean;

  @TextField({
    description: 'Id of the lead: the new one, or the one that was there',
    example: 'lead_01kf0k8y20f2etja3vn6y8b1ke',
  })
  lead_id: string;

  @EnumField({
    description: '`call_initiated`: `lead.call_requested` was published, in the commit that stored the lead',
    example: 'call_initiated',
    values: ACTIONS,
  })
  orchestrator_action: (typeof ACTIONS)[number];

  @EnumField({
    description:
      'Why no call was asked for. `not_eligible`: the lead is stored but may not be contacted (no consent where it ' +
      'is required, suppressed, or on a do-not-call list); the lead itself tells which. `duplicate`: the lead was ' +
      'there, by `source_lead_id` or by a phone number of the last 30 days, and nothing new was stored',
    example: null,
    values: REASONS,
    nullable: true,
  })
  orchestrator_reason: (typeof REASONS)[number] | null;
}

export function toStreamsynqAnswer(intake: Intake): StreamsynqAnswerView {
  const reason = reasonOf(intake);
  return {
    ok: true,
    lead_id: intake.lead.id,
    orchestrator_action: reason === null ? 'call_initiated' : 'skipped',
    orchestrator_reason: reason,
  };
}

function reasonOf({ kind, lead }: Intake): StreamsynqAnswerView['orchestrator_reason'] {
  if (kind === 'duplicate') return 'duplicate';
  if (lead.ineligibleReason === null || lead.ineligibleReason === 'no_phone_number')
    return lead.ineligibleReason;
  return 'not_eligible';
}
