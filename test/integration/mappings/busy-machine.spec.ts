import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { BUILTIN_EVENT_TYPES } from '../../../src/core/event-types';
import { FORMAT_NAMES, formatOf, type MappingInput } from '../../../src/features/connectors';
import { type EngineUnderTest, startEngine } from './fixtures';

const MAPPINGS = FORMAT_NAMES.flatMap((name) => formatOf(name).defaultMapping ?? []);
const HEAVIEST = MAPPINGS.toSorted((one, other) => other.length - one.length)[0]!;
const ENDLESS = '($f := function($n){ $f($n + 1) }; $f(0))';
/** Stuck in one call of a built-in function, where nothing but the end of the process interrupts it. */
const STUCK = '$formatNumber(1 / 0, "0e0")';
/** Two runs, each at most this long before it is given up, and a start in between. */
const ENDS_WITHIN_MS = 30_000;

function inputOf(type: string, data: Record<string, unknown>): MappingInput {
  return {
    event: { id: 'evt_1', type, created: '2026-01-15T10:30:00.000Z', data, api_version: '2024-01-01' },
    webhook: { id: 'wh_1', url: 'https://chat.example.com/', description: null, metadata: {} },
    buyer: null,
  };
}

/** A customer's own type: as many facts as a message shows, each longer than it shows. */
const LONG_EVENT = inputOf(
  'contract.signed',
  Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field_${index}`, 'long words '.repeat(100)])),
);

describe('the mapping engine on a busy machine', () => {
  const burners: ChildProcess[] = [];
  let engine: EngineUnderTest;

  beforeAll(() => {
    for (let index = 0; index < 2 + availableParallelism(); index++) {
      burners.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
    }
  });

  afterAll(async () => {
    await Promise.all(
      burners.map(async (burner) => {
        burner.kill('SIGKILL');
        await once(burner, 'exit');
      }),
    );
  });

  beforeEach(() => {
    engine = startEngine();
  });
  afterEach(() => engine.onApplicationShutdown());

  const evaluate = (expression: string, input: MappingInput) =>
    engine.evaluate({ expression, input, now: input.event.created, isOurs: MAPPINGS.includes(expression) });

  it('makes a message by the heaviest default mapping in sandboxes that are cold', async () => {
    // Both sandboxes start with the first jobs, so each of these is the first one of its sandbox.
    const results = await Promise.all([LONG_EVENT, LONG_EVENT].map((input) => evaluate(HEAVIEST, input)));
    for (const result of results) expect(result).toMatchObject({ kind: 'value' });
  }, 60_000);

  it('makes a message of each built-in event for every format, each mapping for the first time', async () => {
    const results = await Promise.all(
      BUILTIN_EVENT_TYPES.flatMap(({ name, example }) =>
        MAPPINGS.map(async (mapping) => evaluate(mapping, inputOf(name, { ...example }))),
      ),
    );
    expect(results.filter(({ kind }) => kind === 'failed')).toEqual([]);
  }, 60_000);

  it.each([
    ['never ends', ENDLESS],
    ['is stuck', STUCK],
  ])(
    'gives an expression up that %s, as its own fault',
    async (_, expression) => {
      const startedAt = performance.now();
      expect(await evaluate(expression, LONG_EVENT)).toMatchObject({
        kind: 'failed',
        error: { code: 'TIME_LIMIT', message: 'The expression took more than 50 ms.' },
      });
      expect(performance.now() - startedAt).toBeLessThan(ENDS_WITHIN_MS);
    },
    60_000,
  );
});
