import { type Lead } from '../../../src/features/leads';
import { IntakeService, type LeadDraft } from '../../../src/features/sources';
import { type TestPlatform } from '../../support/test-platform';

let numbers = 0;

/** A number that no other lead of the process has. */
function aPhone(): string {
  return `+1512555${String(numbers++).padStart(4, '0')}`;
}

/** Takes in a lead as the doors do. @param told what matters to the test */
export async function aLead(
  test: TestPlatform,
  accountId: string,
  told: Partial<LeadDraft> = {},
): Promise<Lead> {
  const draft: LeadDraft = {
    accountId,
    door: 'api',
    source: null,
    phone: aPhone(),
    email: null,
    state: null,
    profile: {},
    consent: CONSENT,
    customFields: {},
    sourceLeadId: null,
    reservedBuyerId: null,
    isConsentRequired: true,
    isCallWanted: false,
    ...told,
  };
  const { kind, lead } = await test.platform.app.get(IntakeService, { strict: false }).accept(draft);
  if (kind !== 'accepted') throw new Error('The account has this lead already');
  return lead;
}

export const CONSENT = {
  consent_timestamp: '2026-07-05T12:00:00Z',
  consent_text_version: 'webform-v2',
  source_url: 'https://example.com/quote',
};
