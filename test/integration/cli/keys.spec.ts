import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltCli } from '../../support/built-cli';

/** A test is several commands, each a start and a stop of PostgreSQL: seconds, and tens of them on a busy machine. */
jest.setTimeout(150_000);

/** Every command starts, and stops again, the embedded PostgreSQL of this directory. */
describe('synaptis migrate and keys on an embedded database', () => {
  let cli: BuiltCli;
  let dataDir: string;

  const synaptis = (...args: string[]) => cli.run(args, { env: { DATA_DIR: dataDir } });
  const answerOf = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await synaptis(...args, '--json');
    expect({ code, args, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  beforeAll(async () => {
    cli = new BuiltCli();
    dataDir = await mkdtemp(join(tmpdir(), 'synaptis-cli-'));
  }, 180_000);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('asks for the schema first', async () => {
    const { code, stdout, stderr } = await synaptis('keys', 'list');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('Error: The database schema is not up to date: run `synaptis migrate` first.\n');
  });

  it('migrates once', async () => {
    expect(await answerOf('migrate')).toEqual({
      applied: [
        expect.stringMatching(/^CreateCoreTables\d+$/),
        expect.stringMatching(/^CreateLeadTables\d+$/),
        expect.stringMatching(/^AddFormatsAndFilters\d+$/),
      ],
    });
    expect(await answerOf('migrate')).toEqual({ applied: [] });
  });

  it('says what is missing before the first account', async () => {
    const { code, stdout } = await synaptis('keys', 'list', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('prints a new key, and only the key, on standard output', async () => {
    const { code, stdout, stderr } = await synaptis(
      'keys',
      'create',
      '--name',
      'Operations',
      '--scopes',
      '*',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sk_live_[\w-]{43}\n$/);
    expect(stderr).not.toContain(stdout.trim());
    expect(stderr).toContain('first key (shown this once): sk_live_');
  });

  it('makes, lists and revokes a key', async () => {
    const options = [
      '--scopes',
      'events:write,events:read',
      '--rate-limit',
      '60',
      '--expires',
      '2099-01-01',
      '--test',
    ];
    const { key, ...created } = await answerOf('keys', 'create', '--name', 'Checkout', ...options);
    expect(key).toMatch(/^sk_test_[\w-]{43}$/);
    expect(created).toMatchObject({
      name: 'Checkout',
      scopes: ['events:write', 'events:read'],
      buyer_id: null,
      rate_limit_per_minute: 60,
      expires_at: '2099-01-01T00:00:00.000Z',
      prefix: 'sk_test_',
    });
    const listed = await answerOf('keys', 'list');
    expect(listed['data']).toContainEqual(created);
    expect(JSON.stringify(listed)).not.toContain(key);
    const id = created['id'] as string;
    expect(await answerOf('keys', 'revoke', id)).toEqual({ id, revoked: true });
    expect((await answerOf('keys', 'list'))['data']).not.toContainEqual(created);
    expect((await synaptis('keys', 'revoke', id)).code).toBe(1);
  });

  it('lists keys as a table for people', async () => {
    const { stdout } = await synaptis('keys', 'list');
    expect(stdout).toMatch(/^ID +NAME +KEY +SCOPES/);
    expect(stdout).toMatch(/^key_\w{26} +Operations +sk_live_…\S{4} +\* /m);
  });

  it('knows no other account and no buyer that was never made', async () => {
    const create = ['keys', 'create', '--name', 'x', '--scopes', '*', '--json'];
    const elsewhere = await synaptis(...create, '--account', 'acct_0');
    const unbound = await synaptis(...create, '--buyer', 'nobody');
    expect([elsewhere.code, unbound.code]).toEqual([1, 1]);
    expect(JSON.parse(elsewhere.stdout)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(JSON.parse(unbound.stdout)).toMatchObject({ error: { code: 'UNKNOWN_BUYER' } });
  });

  it('keeps the log off standard output', async () => {
    const { stdout, stderr } = await synaptis(
      'keys',
      'create',
      '--name',
      'x',
      '--scopes',
      '*',
      '--json',
      '--verbose',
    );
    expect(JSON.parse(stdout)).toMatchObject({ name: 'x' });
    expect(stderr).toContain('api_key.created key_id=');
  });

  it('takes a migration back and makes it again', async () => {
    expect((await synaptis('migrate', '--revert')).code).toBe(0);
    expect(await answerOf('migrate')).toMatchObject({ applied: [expect.any(String)] });
  });

  it('ends with 3 when the database is away', async () => {
    const env = { DATA_DIR: dataDir, DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const { code, stderr } = await cli.run(['keys', 'list'], { env });
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'Error: The database cannot be reached.\n' });
  });
});
