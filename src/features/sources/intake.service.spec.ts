import { Database } from '../../platform/database';
import { LeadBell } from '../leads';
import { DoNotCallCheck } from './do-not-call-check';
import { IntakeTelemetry } from './intake-telemetry';
import { IntakeWriter } from './intake-writer';
import { IntakeService } from './intake.service';
import { type Candidate } from './judge-eligibility';

/** Writes nothing, but remembers how many leads came in each batch. */
function serviceUnderTest() {
  const batches: number[] = [];
  const writer = {
    write: async (candidates: Candidate[]) => {
      batches.push(candidates.length);
      return candidates.map(({ id }) => ({ kind: 'accepted', lead: { id } }));
    },
  };
  const database = {
    isInTransaction: false,
    transaction: <T>(work: () => Promise<T>) => work(),
    afterCommit: async (follow: () => void) => follow(),
  };
  const service = new IntakeService(
    writer as unknown as IntakeWriter,
    {} as DoNotCallCheck,
    database as unknown as Database,
    { ring: () => undefined } as unknown as LeadBell,
    { received: () => undefined } as unknown as IntakeTelemetry,
  );
  return { service, batches };
}

const candidate = (customFields: object, profile: object = {}) =>
  ({ id: 'lead_1', draft: { customFields, profile }, doNotCall: 'clear' }) as unknown as Candidate;

const KIB_60 = { notes: 'x'.repeat(60 * 1024) };

describe('IntakeService', () => {
  it.each([
    ['256 small leads', candidate({}), 256],
    ['2 MiB of custom fields', candidate(KIB_60), 34],
    ['2 MiB of profiles', candidate({}, KIB_60), 34],
  ])('commits at most %s at once', async (_, one, most) => {
    const { service, batches } = serviceUnderTest();
    await Promise.all(Array.from({ length: 600 }, () => service.store(one)));
    expect(Math.max(...batches)).toBe(most);
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(600);
  });

  it('turns leads away when 64 MiB are waiting', async () => {
    const { service } = serviceUnderTest();
    const results = await Promise.allSettled(
      Array.from({ length: 1200 }, () => service.store(candidate(KIB_60))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1092);
    expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
  });
});
