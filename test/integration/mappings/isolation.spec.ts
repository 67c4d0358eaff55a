import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxAnswer } from '../../../src/platform/mappings/protocol';
import { Sandbox } from '../../../src/platform/mappings/sandbox';
import { findSandboxEntry } from '../../support/sandbox-entry';
import { fakeSandbox } from './fixtures';

const LIMITS = { cpuMs: 2000, wallMs: 10_000, stalledMs: 20_000, startMs: 20_000 };

/** Another customer's mapping, with an event of theirs. */
const VICTIM = '{"id": $pad(event.data.id, 8, "0")}';
const EVENT = {
  event: { data: { id: '7', list: [1] } },
  webhook: { url: 'https://crm.example/?key=s3cret' },
};

/** Takes the mark off a function of the expression by an update that does not copy, to read what is inside. */
const UNMASKED = `
  $clone := function($x){ $x };
  $f := function($q){ $q };
  $t := |x|{}, ["_jsonata_lambda"]|; $t({"x": $f});`;

const REPLACES_PAD = `(${UNMASKED}
  $b := $f.environment.bind; $b("[object Object]", "another's words");
  $p := |x|{}, ["_jsonata_function"]|; $p({"x": $pad});
  $l := $f.environment.lookup;
  $u := |x.implementation|{"apply": $l}|; $u({"x": $pad});
  "planted"
)`;

const LISTENS_AT_PAD = `(${UNMASKED}
  $f.body.kept ? ($get := $f.body.kept.lookup; {"loot": $get("loot")}) : (
    $env := $f.environment; $b := $env.bind;
    $k := |body|{"kept": $env}|; $k($f);
    $p := |x|{}, ["_jsonata_function"]|; $p({"x": $pad});
    $spy := |$|($l := $.environment.lookup; $b("loot", $l("$")); {})|;
    $noop := |$|{}|; $p({"x": $spy}); $p({"x": $noop});
    $n := $noop.implementation; $s := $spy.implementation;
    $u := |x.implementation|{"apply": $s}|; $u({"x": $pad});
    $g := |base|{"guardrails": $n}|; $g($env);
    "planted")
)`;

const COUNTS = `(${UNMASKED}
  $n := $f.body.n;
  $k := |body|{"n": ($exists($n) ? $n + 1 : 1)}|; $k($f);
  $exists($n) ? $n : 0
)`;

const HOARDS = (mark: number) => `(/*${mark}*/ ${UNMASKED}
  $k := |body|{"n": [1..90000]}|; $k($f); 1
)`;

describe('expressions in one sandbox', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = new Sandbox(findSandboxEntry(), LIMITS);
    await sandbox.ready;
  });
  afterEach(() => sandbox.stop());

  const run = async (expression: string, input: unknown = EVENT): Promise<SandboxAnswer> => {
    const end = await sandbox.run({ expression, input: JSON.stringify(input), now: 0 });
    if (end.kind !== 'answered') throw new Error(end.kind === 'lost' ? `lost: ${end.reason}` : end.kind);
    return end.answer;
  };
  const expectVictimServed = async () =>
    expect(await run(VICTIM)).toEqual({ kind: 'value', json: '{"id":"70000000"}' });

  it.each([
    ['replaces a function for all', REPLACES_PAD],
    ['listens at a function of all', LISTENS_AT_PAD],
    ['replaces a function of the library', '$ ~> |$pad|{"implementation": function($x){ "stolen" }}|'],
  ])('serve others when one %s', async (_, attack) => {
    expect(await run(attack, {})).toMatchObject({ kind: 'failed' });
    await expectVictimServed();
    const second = JSON.stringify(await run(attack, {}));
    expect(second).not.toContain('s3cret');
    expect(second).toContain('failed');
  });

  it.each([
    ['a counter in its own code', COUNTS],
    ['a changed function', '($r := $sum([1, 2]); $ ~> |$sum|{"implementation": 1}|; $r)'],
    ['the place of a call, written on a function', '($r := $count($spread([$sum])); $sum([1]); $r)'],
  ])('give the same answer every time, whatever one tries with %s', async (_, expression) => {
    const first = await run(expression);
    for (const time of [2, 3]) expect([time, await run(expression)]).toEqual([time, first]);
  });

  it('cannot make a function out of a text, nor take one apart', async () => {
    const forged = String.raw`($c := $clone(?);
      $l := $c("{\"_jsonata_lambda\": true, \"arguments\": [], \"body\": {\"type\": \"string\", \"value\": 1}}");
      $type($l))`;
    expect(await run(forged)).toMatchObject({ kind: 'failed', error: { code: 'RUNTIME' } });
    const parts = '($f := function($x){ 1 }; $s := $each(?, function($v, $k){ $k }); $s($f))';
    expect(await run(parts)).toMatchObject({ kind: 'failed', error: { code: 'RUNTIME' } });
  });

  it('can still apply functions in part, and chain them', async () => {
    const expression = `(
      $from := $substring(?, 1); $wide := $pad(?, 5, "x"); $swap := $replace(?, "a", "b");
      $both := $uppercase ~> $length;
      [$from("abc"), $wide("a"), $swap("banana"), $both("abc"), $sum(?)([1, 2])]
    )`;
    expect(await run(expression)).toEqual({ kind: 'value', json: '["bc","axxxx","bbnbnb",3,3]' });
  });

  it.each([
    ['$ ~> |event.data|{"n": $$.event.data.id}, "list"|', '{"event":{"data":{"id":"7","n":"7"}},"webhook":'],
    ['event ~> |data|{"toString": 1, "push": 2}|', '{"data":{"id":"7","list":[1],"toString":1,"push":2}}'],
    ['event ~> |**[id="7"]|{"hit": true}|', '{"data":{"id":"7","list":[1],"hit":true}}'],
    ['[{"a": 1}, {"a": 2}] ~> |$[a=1]|{"b": 2}|', '[{"a":1,"b":2},{"a":2}]'],
  ])('can still update what they are given, by %s', async (expression, json) => {
    expect(await run(expression)).toMatchObject({ json: expect.stringContaining(json) as string });
  });

  it('end with their first failure', async () => {
    const answer = await run('[$error("first"), $formatNumber(1 / 0, "0e0")]');
    expect(answer).toMatchObject({ kind: 'failed', error: { message: 'first.' } });
  });

  it('keep no memory from the next ones', async () => {
    for (let mark = 0; mark < 90; mark++) await run(HOARDS(mark));
    expect(await run('$sum([1..60000])')).toMatchObject({ kind: 'value' });
    expect(sandbox.isGone).toBe(false);
  }, 60_000);

  it('are the last in a sandbox of which they keep too much', async () => {
    const large = `[${Array.from({ length: 450 }, () => '$f(/a{999}/)').join()}]`;
    const end = await sandbox.run({ expression: large, input: null, now: null });
    expect(end).toMatchObject({ kind: 'answered', answer: { kind: 'value', json: 'null' } });
    expect(sandbox.isGone).toBe(true);
    const next = await sandbox.run({ expression: '1', input: '{}', now: 0 });
    expect(next).toEqual({ kind: 'displaced', isSuspect: false });
  });

  it('are many to one sandbox, as long as they are ordinary', async () => {
    for (let number = 0; number < 150; number++) {
      const fields = Array.from({ length: 40 }, (_, field) => `"f${field}": event.data.id & "${number}"`);
      expect(await run(`{${fields.join()}}`)).toMatchObject({ kind: 'value' });
    }
    expect(sandbox.isGone).toBe(false);
  }, 60_000);
});

describe('the process of a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mappings-'));

  afterAll(() => rmSync(directory, { recursive: true }));

  it('can read no file of the platform, write none, and start nothing', async () => {
    const body = `
      const outcome = (attempt) => { try { attempt(); return 'done'; } catch (error) { return error.code; } };
      send({
        read: outcome(() => fs.readFileSync(${JSON.stringify(join(__dirname, '../../../package.json'))})),
        environment: outcome(() => fs.readFileSync('/proc/' + process.ppid + '/environ')),
        write: outcome(() => fs.writeFileSync(${JSON.stringify(join(directory, 'mark'))}, '')),
        process: outcome(() => require('node:child_process').spawnSync(process.execPath, ['-v'])),
        thread: outcome(() => new (require('node:worker_threads').Worker)('1', { eval: true })),
      });`;
    const sandbox = new Sandbox(fakeSandbox(directory, body), LIMITS);
    await sandbox.ready;
    const end = await sandbox.run({ expression: '', input: null, now: null });
    await sandbox.stop();
    const { json } = (end as { answer: { json: string } }).answer;
    const [read, environment, write, process, thread] = Array.from({ length: 5 }, () => 'ERR_ACCESS_DENIED');
    expect(JSON.parse(json)).toEqual({ read, environment, write, process, thread });
  });

  it('says why it takes no jobs, as with a library it does not know', async () => {
    const entry = join(directory, 'broken.js');
    writeFileSync(entry, `process.send({ kind: 'broken', reason: 'JSONata is another' });`);
    await expect(new Sandbox(entry, LIMITS).ready).rejects.toThrow('did not start: JSONata is another');
  });
});
