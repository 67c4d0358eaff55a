import { IntakeService, type LeadDraft } from '../../../src/features/sources';
import { type MailDomainAnswer, type Verification } from '../../../src/core/leads';
import { MailDomains } from '../../../src/platform/mail-domains';
import { createSecondAccount } from '../../support/second-account';
import { type Api, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

/** What routing leaves of a lead. */
export interface LeadRow {
  id: string;
  step: string | null;
  is_eligible: boolean;
  ineligible_reason: string | null;
  verification: Verification | null;
  verified_at: Date | null;
  buyer_id: string | null;
  unassigned_reason: string | null;
  routed_at: Date | null;
}

let phones = 4_000_000;

/** An account of its own, so that no buyer or lead of another test gets in the way. */
export class LeadsUnderTest {
  private constructor(
    private readonly test: TestPlatform,
    readonly accountId: string,
    readonly api: Api,
  ) {}

  static async create(test: TestPlatform): Promise<LeadsUnderTest> {
    const { accountId, api } = await createSecondAccount(test);
    return new LeadsUnderTest(test, accountId, api);
  }

  /** Takes a lead in as every door does. It may be contacted and scores 80, unless told otherwise. @returns its id */
  async accept(fields: Partial<LeadDraft> = {}): Promise<string> {
    const intake = await this.test.platform.app.get(IntakeService, { strict: false }).accept({
      accountId: this.accountId,
      door: 'api',
      source: 'my-webform',
      phone: newPhone(),
      email: null,
      state: 'TX',
      profile: {},
      consent: null,
      customFields: {},
      sourceLeadId: null,
      reservedBuyerId: null,
      isConsentRequired: false,
      isCallWanted: false,
      ...fields,
    });
    expect(intake.kind).toBe('accepted');
    return intake.lead.id;
  }

  /** @returns the id of a new buyer */
  async buyer(targeting: object | null, fields: object = {}): Promise<string> {
    const { body } = await this.api.post('/v1/buyers', { name: 'Acme', targeting, ...fields }).expect(201);
    return body.id;
  }

  async find(leadId: string): Promise<LeadRow> {
    const [row] = await this.findAll([leadId]);
    return row!;
  }

  /** The lead once it has no step to take any more. */
  async routed(leadId: string, limitMs?: number): Promise<LeadRow> {
    const [lead] = await this.allRouted([leadId], limitMs);
    return lead!;
  }

  async allRouted(leadIds: string[], limitMs = 20_000): Promise<LeadRow[]> {
    return waitFor(
      `${leadIds.length} leads to be routed`,
      async () => {
        const leads = await this.findAll(leadIds);
        return leads.every(({ step }) => step === null) && leads;
      },
      { limitMs },
    );
  }

  /** Takes a lead in and waits until it has gone all its way. */
  async route(fields: Partial<LeadDraft> = {}): Promise<LeadRow> {
    return this.routed(await this.accept(fields));
  }

  /** The events that tell of a lead, in the order of their creation. */
  async eventsOf(
    leadId: string,
  ): Promise<{ type: string; buyerId: string | null; data: Record<string, unknown> }[]> {
    const rows = await this.test.database.query<{ type: string; buyer_id: string | null; body: string }>(
      `SELECT type, buyer_id, body FROM events JOIN lead_events ON event_id = events.id
       WHERE lead_id = $1 ORDER BY events.id`,
      [leadId],
    );
    return rows.map(({ type, buyer_id, body }) => ({ type, buyerId: buyer_id, data: JSON.parse(body).data }));
  }

  async typesOf(leadId: string): Promise<string[]> {
    return (await this.eventsOf(leadId)).map(({ type }) => type);
  }

  private findAll(leadIds: string[]): Promise<LeadRow[]> {
    return this.test.database.query<LeadRow>('SELECT * FROM leads WHERE id = ANY($1) ORDER BY id', [leadIds]);
  }

  /** Lets the sweep find the lead now, where it would wait some seconds. */
  async makeDue(leadId: string): Promise<void> {
    await this.test.database.query(
      `UPDATE leads SET step_due_at = now() - interval '1 second' WHERE id = $1 AND step IS NOT NULL`,
      [leadId],
    );
  }
}

/** A number that a person in Tampa could have. */
export function newPhone(): string {
  return `+1813${phones++}`;
}

/** What DNS says in this platform, so that no test asks the real one. */
export function answerMailDomains(test: TestPlatform, answer: MailDomainAnswer): void {
  jest.spyOn(test.platform.app.get(MailDomains, { strict: false }), 'judge').mockResolvedValue(answer);
}
