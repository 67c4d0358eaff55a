import { type RiskLevel, type RoutingDecision, type Verification } from '../../../core/leads';
import { BooleanField, EnumField, IntField, NestedField, NestedListField, TextField } from '../../../http';

const MAX_RULES = 100;

class FiredRuleView {
  @TextField({ description: 'Name of the rule', example: 'email_disposable' })
  rule: string;

  @IntField({ description: 'Points it cost', min: 0, max: 100, example: 20 })
  points: number;

  @TextField({ description: 'What it means', example: 'The e-mail address is of a throw-away service.' })
  detail: string;
}

const Answer = (description: string) =>
  BooleanField({
    description: `${description}; null when nothing was given or it could not be found out`,
    example: true,
    nullable: true,
  });

class EmailCheckView {
  @Answer('Whether the address is well formed')
  valid: boolean | null;

  @Answer('Whether its domain takes mail')
  deliverable: boolean | null;
}

class PhoneCheckView {
  @Answer('Whether the number lies in an assigned range')
  valid: boolean | null;

  @TextField({ description: 'Line type by the numbering plan', example: 'mobile', nullable: true })
  type: string | null;
}

class AddressCheckView {
  @Answer('Whether the address is complete and its parts agree')
  valid: boolean | null;

  @Answer('Whether it came in the form of the postal service')
  standardized: boolean | null;
}

class DuplicateCheckView {
  @BooleanField({ description: 'Whether the account has another lead of the same person', example: false })
  is_duplicate: boolean;

  @TextField({
    description: 'The other lead',
    example: 'lead_01kf0k8y20f2etja3vn6y8b1ke',
    nullable: true,
  })
  lead_id: string | null;
}

class FraudCheckView {
  @IntField({ description: 'Points of the risk rules together', min: 0, max: 100, example: 12 })
  risk_score: number;

  @EnumField({ description: 'The score in words', values: ['low', 'medium', 'high'], example: 'low' })
  risk_level: RiskLevel;

  @NestedListField({
    description: 'The risk rules that spoke against the lead',
    of: () => FiredRuleView,
    maxItems: MAX_RULES,
  })
  rules: FiredRuleView[];
}

class LeadChecksView {
  @NestedField({ description: 'E-mail address', of: () => EmailCheckView })
  email: EmailCheckView;

  @NestedField({ description: 'Phone number', of: () => PhoneCheckView })
  phone: PhoneCheckView;

  @NestedField({ description: 'Postal address', of: () => AddressCheckView })
  address: AddressCheckView;

  @NestedField({ description: 'Other leads of the same person', of: () => DuplicateCheckView })
  duplicate: DuplicateCheckView;

  @NestedField({ description: 'Risk, by named rules', of: () => FraudCheckView })
  fraud: FraudCheckView;
}

/** The result of a verification: the words of `lead.verified`. */
export class VerificationView implements Verification {
  @EnumField({ description: 'The verdict', values: ['passed', 'failed'], example: 'passed' })
  verification_status: Verification['verification_status'];

  @IntField({
    description: '100 less the points of every rule in `deductions`, at least 0',
    min: 0,
    max: 100,
    example: 92,
  })
  quality_score: number;

  @NestedListField({
    description: 'Every rule that spoke against the lead',
    of: () => FiredRuleView,
    maxItems: MAX_RULES,
  })
  deductions: FiredRuleView[];

  @NestedField({ description: 'What was found out', of: () => LeadChecksView })
  checks: LeadChecksView;

  @EnumField({
    description: '`held`: verified, but the lead may not be contacted',
    values: ['approved', 'rejected', 'held'],
    example: 'approved',
  })
  routing_decision: RoutingDecision;
}
