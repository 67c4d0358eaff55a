import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { BuiltCli } from '../../support/built-cli';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** Bytes that are no UTF-8 would not survive being read as text. */
const BODY = Buffer.concat([Buffer.from('{"note":"ä"}'), Buffer.from([0xff, 0xfe])]);

/** As seed 002 documents it, without our own code. */
function sign(seconds: number, body: Buffer = BODY): string {
  const hex = createHmac('sha256', SECRET).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${hex}`;
}

describe('synaptis verify', () => {
  let cli: BuiltCli;
  let directory: string;
  let bodyFile: string;
  const now = () => Math.floor(Date.now() / 1000);

  const verify = (...args: string[]) => cli.run(['verify', '--secret', SECRET, '--body', bodyFile, ...args]);

  beforeAll(async () => {
    cli = new BuiltCli();
    directory = await mkdtemp(join(tmpdir(), 'synaptis-cli-'));
    bodyFile = join(directory, 'body.json');
    await writeFile(bodyFile, BODY);
  }, 180_000);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('accepts a delivery whose body is in a file', async () => {
    expect(await verify('--signature', sign(now()))).toEqual({ code: 0, stdout: 'valid\n', stderr: '' });
  });

  it('accepts a delivery from standard input, with the secret in the environment', async () => {
    const env = { SYNAPTIS_WEBHOOK_SECRET: SECRET };
    const args = ['verify', '--body', '-', '--signature', sign(now()), '--json'];
    const { code, stdout } = await cli.run(args, { env, input: BODY });
    expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      answer: { valid: true, result: 'valid' },
    });
  });

  it('accepts what the official library of Standard Webhooks signs', async () => {
    const text = '{"type":"lead.verified"}';
    const [id, at] = ['evt_1', new Date()];
    const args = ['--webhook-id', id, '--webhook-timestamp', String(Math.floor(at.getTime() / 1000))];
    const signature = new Webhook(SECRET).sign(id, at, text);
    const run = (input: string) =>
      cli.run(['verify', '--secret', SECRET, '--body', '-', ...args, '--webhook-signature', signature], {
        input,
      });
    expect((await run(text)).code).toBe(0);
    expect(await run(`${text} `)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^mismatch: /) as string,
    });
  });

  it('says that a body was changed', async () => {
    const { code, stdout } = await verify('--signature', sign(now(), Buffer.from('{}')), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, result: 'mismatch' });
  });

  it('tells an old signature from a wrong one, and accepts it when told not to look at the time', async () => {
    const old = sign(now() - 400);
    const refused = await verify('--signature', old);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(/^expired: /) as string });
    expect((await verify('--signature', old, '--tolerance', '900')).code).toBe(0);
    expect((await verify('--signature', old, '--ignore-time')).code).toBe(0);
  });

  it('calls what is no signature malformed', async () => {
    expect(await verify('--signature', 'sha256=abc')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^malformed: /) as string,
    });
  });
});
