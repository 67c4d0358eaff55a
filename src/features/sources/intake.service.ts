import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database, isItemFault } from '../../platform/database';
import { newId } from '../../platform/ids';
import { LeadBell } from '../leads';
import { DoNotCallCheck } from './do-not-call-check';
import { IntakeTelemetry } from './intake-telemetry';
import { IntakeWriter } from './intake-writer';
import { type Candidate } from './judge-eligibility';
import { type Intake, type LeadDraft } from './lead-draft';

/** Leads are weighed in KiB. */
const KIB_OF_MIB = 1024;
/** However small, a lead costs a row, two claims and its events: so a run has at most 256 leads. */
const LEAST_KIB = 8;

/**
 * The one way in for leads, whichever door they came by. When `accept` resolves, the lead and its events are
 * committed; leads of the same moment share the commit.
 */
@Injectable()
export class IntakeService {
  private readonly writes = new Batcher<Candidate, Intake>({
    name: 'leads',
    maxWeight: 2 * KIB_OF_MIB,
    maxWaiting: 64 * KIB_OF_MIB,
    maxRunning: 2,
    weigh: ({ draft }) => kibOf(draft),
    run: (candidates) => this.database.transaction(() => this.writer.write(candidates)),
    shouldIsolate: isItemFault,
  });

  constructor(
    private readonly writer: IntakeWriter,
    private readonly doNotCall: DoNotCallCheck,
    private readonly database: Database,
    private readonly bell: LeadBell,
    private readonly telemetry: IntakeTelemetry,
  ) {}

  /**
   * Stores the lead and publishes its events, unless the account has it already.
   * @throws AppError UNAVAILABLE when too much is waiting; database errors as they come
   */
  async accept(draft: LeadDraft): Promise<Intake> {
    return this.store(await this.check(draft));
  }

  /**
   * The first half of `accept`, which may ask the do-not-call registry: for callers that open a transaction after it.
   * @throws AppError UNAVAILABLE when too many are waiting to ask; Error inside an open transaction
   */
  async check(draft: LeadDraft): Promise<Candidate> {
    return { id: newId('lead'), draft, doNotCall: await this.doNotCall.judge(draft) };
  }

  /** The second half. Inside an open transaction lead and events commit with that. */
  async store(candidate: Candidate): Promise<Intake> {
    const intake = this.database.isInTransaction
      ? (await this.writer.write([candidate]))[0]!
      : await this.writes.submit(candidate);
    await this.database.afterCommit(() => this.follow(intake));
    return intake;
  }

  private follow(intake: Intake): void {
    if (intake.kind === 'accepted') this.bell.ring([intake.lead.id]);
    this.telemetry.received(intake);
  }
}

/** Nearly: what callers may fill as they like, in UTF-16 code units. */
function kibOf({ profile, customFields }: LeadDraft): number {
  const units = JSON.stringify(profile).length + JSON.stringify(customFields).length;
  return Math.max(LEAST_KIB, units / 1024);
}
