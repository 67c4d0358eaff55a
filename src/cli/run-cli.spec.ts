import { PassThrough, Readable } from 'node:stream';
import { synaptisSignature } from '../core/signing';
import { runCli } from './run-cli';

const SECRET = 'whsec_plJ3nmyCDGBKInavdOK15jsl';

async function run(args: string[], { input = '', environment = {} } = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = Readable.from([Buffer.from(input)]);
  const code = await runCli(args, { stdin, stdout, stderr, environment });
  return { code, stdout: textOf(stdout), stderr: textOf(stderr) };
}

function textOf(stream: PassThrough): string {
  return (stream.read() as Buffer | null)?.toString() ?? '';
}

describe('runCli', () => {
  it.each([
    ['--help'],
    ['migrate', '--help'],
    ['keys', 'create', '--help'],
    ['verify', '--help'],
    ['replay', '--help'],
  ])('explains exit codes in %s %s', async (...args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Exit codes:');
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['publish']],
    ['an unknown option', ['migrate', '--force']],
    ['a missing option', ['keys', 'create', '--name', 'x']],
    ['an unknown scope', ['keys', 'create', '--name', 'x', '--scopes', 'all']],
    ['a replay without a start', ['replay', '--dry-run']],
    ['a time that is none', ['replay', '--after', 'noon']],
    ['an argument too many', ['keys', 'revoke', 'key_1', 'key_2']],
    [
      'both ways to judge the time',
      ['verify', '--secret', 'x', '--body', '-', '--tolerance', '5', '--ignore-time'],
    ],
    ['a file that does not exist', ['verify', '--secret', 'x', '--body', '/none', '--signature', 't=1,v1=a']],
  ])('ends with 2 and a sentence for %s', async (_, args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: [A-Z].*[.)]$/m);
  });

  it('complains in JSON, on standard output, when asked for JSON', async () => {
    const { code, stdout, stderr } = await run(['migrate', '--force', '--json']);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'USAGE', message: "Unknown option '--force'." } });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });

  it('names every setting that is wrong', async () => {
    const environment = { PORT: 'x', DATABASE_URL: 'mysql://secret@host' };
    const { code, stderr } = await run(['keys', 'list'], { environment });
    expect(code).toBe(2);
    expect(stderr).toContain('PORT');
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).not.toContain('secret');
  });
});

describe('verify', () => {
  const body = '{"note":"ä"}';
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = synaptisSignature({ secrets: [SECRET], timestamp, body });
  const verify = (args: string[], input = body) =>
    run(['verify', '--secret', SECRET, '--body', '-', ...args, '--json'], { input });

  it('accepts what was signed', async () => {
    const { code, stdout } = await verify(['--signature', signature]);
    expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      answer: { valid: true, result: 'valid' },
    });
  });

  it.each([
    ['mismatch', signature, `${body} `],
    ['malformed', 'v1=abc', body],
    ['expired', synaptisSignature({ secrets: [SECRET], timestamp: timestamp - 3600, body }), body],
  ])('ends with 1 and says why: %s', async (result, header, input) => {
    const { code, stdout } = await verify(['--signature', header], input);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, result, detail: expect.any(String) as string });
  });

  it('refuses a secret that the standard form cannot use', async () => {
    const headers = [
      '--webhook-id',
      'evt_1',
      '--webhook-timestamp',
      '1',
      '--webhook-signature',
      `v1,${'A'.repeat(43)}=`,
    ];
    const { code, stderr } = await run(['verify', '--secret', 'hush', '--body', '-', ...headers]);
    expect(code).toBe(2);
    expect(stderr).toBe('Error: A secret begins with whsec_, followed by base64.\n');
  });
});
