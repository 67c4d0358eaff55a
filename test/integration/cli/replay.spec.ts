import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '../../../src/apps/start-platform';
import { BuiltCli } from '../../support/built-cli';
import { Receiver } from '../../support/receiver';
import { Api, settingsOf } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

/** The commands share the embedded database of the platform that runs in this process. */
describe('synaptis replay next to a running platform', () => {
  const key = `sk_live_${randomBytes(32).toString('base64url')}`;
  let cli: BuiltCli;
  let dataDir: string;
  let receiver: Receiver;
  let platform: Platform;
  let api: Api;

  const env = () => ({ DATA_DIR: dataDir });
  const replay = (...args: string[]) => cli.run(['replay', ...args, '--json'], { env: env() });
  const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

  async function start(role: string): Promise<void> {
    const base = { PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, BOOTSTRAP_API_KEY: key };
    platform = await startPlatform(settingsOf({ ...base, ROLE: role }));
    api = new Api(platform.url, key);
  }

  beforeAll(async () => {
    cli = new BuiltCli();
    dataDir = await mkdtemp(join(tmpdir(), 'synaptis-cli-'));
    receiver = await Receiver.start();
    await start('all');
    await api.post('/v1/webhooks', { url: receiver.url, events: ['lead.verified'] }).expect(201);
    for (const lead_id of ['lead_1', 'lead_2']) {
      await api.post('/v1/events', { type: 'lead.verified', data: { lead_id } }).expect(202);
    }
    await waitFor('both deliveries to succeed', async () => {
      const { body } = await api.get('/v1/deliveries?status=success');
      return (body as { data: unknown[] }).data.length === 2;
    });
  }, 180_000);

  afterAll(async () => {
    await platform.close();
    await receiver.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('only counts with --dry-run', async () => {
    const { code, stdout } = await replay('--after', hourAgo(), '--event-type', 'lead.verified', '--dry-run');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: null, dry_run: true, matched: 2, sent: 0 });
    expect(receiver.received).toHaveLength(2);
  });

  it('sends again what matches and ends with the replay', async () => {
    const { code, stdout, stderr } = await replay('--after', hourAgo(), '--status', 'success');
    expect(code).toBe(0);
    const record = JSON.parse(stdout) as { id: string };
    expect(record).toMatchObject({ status: 'completed', matched: 2, sent: 2, filter: { status: 'success' } });
    expect(stderr).toContain(`${record.id} is stored and matches 2 deliveries.`);
    const received = await receiver.waitForCount(4);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    const status = await replay('status', record.id);
    expect(JSON.parse(status.stdout)).toEqual(record);
    const { body } = await api.get(`/v1/replays/${record.id}`).expect(200);
    expect(record).toEqual(body);
  });

  it('ends with 1 for what cannot be replayed', async () => {
    const unknown = await replay('status', 'rpl_0');
    const foreign = await replay('--after', hourAgo(), '--webhook', 'wh_0');
    expect([unknown, foreign].map(({ code }) => code)).toEqual([1, 1]);
    expect(JSON.parse(foreign.stdout)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('ends with 2 for a period that is empty', async () => {
    const { code, stdout } = await replay('--after', '2026-01-02', '--before', '2026-01-01');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'VALIDATION_FAILED' } });
  });

  describe('without workers', () => {
    beforeAll(async () => {
      await platform.close();
      await start('api');
    });

    it('leaves the replay running on Ctrl-C, says so, and can cancel it later', async () => {
      const onStderr = (text: string, pid: number) => {
        if (/ is stored and .*\n$/.test(text)) process.kill(pid, 'SIGINT');
      };
      const interrupted = await cli.run(['replay', '--after', hourAgo(), '--json'], { env: env(), onStderr });
      expect(interrupted.code).toBe(130);
      const { id, status } = JSON.parse(interrupted.stdout) as { id: string; status: string };
      expect(status).toBe('running');
      expect(interrupted.stderr).toContain(
        `The replay goes on without this command: \`synaptis replay status ${id}\``,
      );
      const cancelled = await replay('cancel', id);
      expect(JSON.parse(cancelled.stdout)).toMatchObject({ id, status: 'cancelled' });
      expect(await replay('cancel', id)).toMatchObject({ code: 1 });
    });
  });
});
