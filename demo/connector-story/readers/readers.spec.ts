import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Keys, type ReceivedRequest } from '../visit';
import { readCloudEventIn } from './read-cloudevent';
import { parseCsv } from './read-csv';
import { readLeadsBot } from './read-leadsbot';
import { readSheetRow } from './read-sheet-row';
import { readSlack } from './read-slack';
import { readStandard } from './read-standard';
import { readTelegram } from './read-telegram';
import { parseXml } from './read-xml';
import { verifyRaw } from './verify-raw';

const KEYS: Keys = { secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`, jwksUrl: 'http://keys.test' };
const DATA = { lead_id: 'lead_1', first_name: 'Ann', last_name: 'Lee', phone: '+1' };
const FACTS = { lead_id: 'lead_1', name: 'Ann Lee', phone: '+1' };

function request(body: unknown, headers: Record<string, string> = {}): ReceivedRequest {
  return { method: 'POST', url: '/', headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);
const now = () => String(Math.floor(Date.now() / 1000));
const changed = (received: ReceivedRequest) => ({
  ...received,
  body: received.body.replace('lead_1', 'lead_2'),
});

describe('readLeadsBot', () => {
  const body = JSON.stringify({ event: 'lead.created', data: { ...DATA, name: 'Ann Lee' } });
  const signed = request(body, { 'x-leadsbot-signature': hmac(KEYS.secret, body).digest('hex') });

  it('reads what the secret has signed, and nothing else', () => {
    expect(readLeadsBot(signed, KEYS)).toEqual(FACTS);
    expect(() => readLeadsBot(changed(signed), KEYS)).toThrow('does not match');
    expect(() => readLeadsBot(request(body), KEYS)).toThrow('does not match');
  });
});

describe('verifyRaw', () => {
  it('accepts the bytes that were signed, and no others', () => {
    const v1 = hmac(KEYS.secret, '1.lead_1;').digest('hex');
    const signed = request('lead_1;', { 'x-synaptis-signature': `t=1,v1=${v1}` });
    expect(() => verifyRaw(signed, KEYS.secret)).not.toThrow();
    for (const other of [changed(signed), request('lead_1;')]) {
      expect(() => verifyRaw(other, KEYS.secret)).toThrow('does not match');
    }
  });
});

describe('readStandard', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signedBy = (key: KeyObject, timestamp: string) => {
    const body = JSON.stringify({ type: 'a.b', timestamp: '2026-01-15T10:30:00.000Z', data: DATA });
    const signature = sign(null, Buffer.from(`evt_1.${timestamp}.${body}`), key).toString('base64');
    return request(body, {
      'webhook-id': 'evt_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1a,${signature}`,
    });
  };

  beforeEach(() => {
    const keys = { keys: [publicKey.export({ format: 'jwk' })] };
    jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json(keys)));
  });

  afterEach(() => jest.restoreAllMocks());

  it('reads what a published key has signed, and nothing else', async () => {
    await expect(readStandard(signedBy(privateKey, now()), KEYS)).resolves.toEqual(FACTS);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    for (const other of [changed(signedBy(privateKey, now())), signedBy(stranger, now())]) {
      await expect(readStandard(other, KEYS)).rejects.toThrow('no published key');
    }
    await expect(readStandard(signedBy(privateKey, '1'), KEYS)).rejects.toThrow('too old');
  });
});

describe('readCloudEventIn', () => {
  const ATTRIBUTES = { specversion: '1.0', id: 'evt_1', source: 'urn:x', type: 'a.b' };
  const signed = (body: string, headers: Record<string, string>) => {
    const key = Buffer.from(KEYS.secret.slice('whsec_'.length), 'base64');
    const timestamp = now();
    const v1 = hmac(key, `evt_1.${timestamp}.${body}`).digest('base64');
    return request(body, {
      ...headers,
      'webhook-id': 'evt_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${v1}`,
    });
  };
  const inHeaders = Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([name, value]) => [`ce-${name}`, value]),
  );
  const binary = (headers: Record<string, string>) => signed(JSON.stringify(DATA), headers);
  const structured = signed(JSON.stringify({ ...ATTRIBUTES, data: DATA }), {
    'content-type': 'application/cloudevents+json',
  });

  it('reads either mode, where it expects that one', () => {
    expect(readCloudEventIn('binary')(binary(inHeaders), KEYS)).toEqual(FACTS);
    expect(readCloudEventIn('structured')(structured, KEYS)).toEqual(FACTS);
    expect(() => readCloudEventIn('binary')(structured, KEYS)).toThrow('structured mode');
  });

  it.each([
    ['another body', changed(binary(inHeaders)), 'signature'],
    ['an event without a source', binary({ ...inHeaders, 'ce-source': '' }), 'needs source'],
    ['another version', binary({ ...inHeaders, 'ce-specversion': '0.3' }), 'not CloudEvents 1.0'],
  ])('refuses %s', (_, other, problem) => {
    expect(() => readCloudEventIn('binary')(other, KEYS)).toThrow(problem);
  });
});

describe('readSlack', () => {
  const section = (text: string) => ({ type: 'section', fields: [{ type: 'mrkdwn', text }] });
  const elements = [{ type: 'mrkdwn', text: 'a.b · lead_1' }];
  const header = (text: string) => ({ type: 'header', text: { type: 'plain_text', text } });

  it('reads a message as a person does', () => {
    const blocks = [header('New: A &amp; B'), section('*Phone*\n+1'), { type: 'context', elements }];
    expect(readSlack(request({ blocks }))).toEqual({ lead_id: 'lead_1', name: 'A & B', phone: '+1' });
  });

  it.each([
    ['invalid_payload', 'x'],
    ['no_text', {}],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_blocks', { blocks: [header('x'.repeat(151))] }],
    ['invalid_blocks', { blocks: [section('')] }],
    ['invalid_blocks', { blocks: [{ type: 'banner' }] }],
    ['invalid_blocks', { blocks: Array.from({ length: 51 }, () => section('x')) }],
  ])('says %s', (word, message) => {
    expect(() => readSlack(request(message))).toThrow(word);
  });
});

describe('readTelegram', () => {
  const send = (text: string, chat = '1') => ({
    ...request({ chat_id: chat, parse_mode: 'HTML', text }),
    url: '/bot1:x/sendMessage',
  });

  it('reads a message as a person does', () => {
    const text = '<b>New: A &lt;B&gt;</b>\n<b>Phone:</b> +1\n<i>a.b · lead_1</i>';
    expect(readTelegram(send(text))).toEqual({ lead_id: 'lead_1', name: 'A <B>', phone: '+1' });
  });

  it.each(['<b>open', '<b><i>x</b></i>', 'a < b', 'a & b', '<script>x</script>'])(
    'cannot parse %s',
    (text) => {
      expect(() => readTelegram(send(text))).toThrow("can't parse entities");
    },
  );

  it('counts what is left of the text once it is parsed', () => {
    expect(() => readTelegram(send(`<b>${'&lt;'.repeat(4096)}</b>`))).not.toThrow();
    expect(() => readTelegram(send('x'.repeat(4097)))).toThrow('too long');
    expect(() => readTelegram(send('<b> </b>'))).toThrow('empty');
    expect(() => readTelegram(send('x', ''))).toThrow('chat not found');
  });
});

describe('readSheetRow', () => {
  const row = (phone: string) =>
    request({
      row: ['lead_1', 'Ann', 'Lee', phone],
      columns: ['lead_id', 'first_name', 'last_name', 'phone'],
      event_id: 'evt_1',
    });

  it('reads cells as they are shown, and lets none be calculated', () => {
    expect(readSheetRow(row("'+1"))).toEqual(FACTS);
    expect(() => readSheetRow(row('+1'))).toThrow('calculated');
  });
});

describe('parseCsv', () => {
  it('reads quoted cells and ones that are empty', () => {
    expect(parseCsv('a,b,\r\n"x ""y"", z",,"l1\r\nl2"\r\n')).toEqual([
      ['a', 'b', ''],
      ['x "y", z', '', 'l1\r\nl2'],
    ]);
  });

  it.each(['a,b', 'a\nb\r\n', 'a"b\r\n', '"a\r\n', '"a"b\r\n'])('refuses %j', (text) => {
    expect(() => parseCsv(text)).toThrow('not CSV');
  });
});

describe('parseXml', () => {
  it('reads texts by the path of their element', () => {
    const text =
      '<?xml version="1.0" encoding="UTF-8"?>\n<a><b>1 &lt; 2 &amp; 3</b><c/><d><e>x</e></d></a>\n';
    expect([...parseXml(text)]).toEqual([
      ['a/b', '1 < 2 & 3'],
      ['a/d/e', 'x'],
    ]);
  });

  it.each(['<a>', '<a></b>', '<a><b></a></b>', '<a>x < y</a>', '<1/>'])('refuses %s', (text) => {
    expect(() => parseXml(text)).toThrow(/well-formed|not closed|not open/);
  });
});
