import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { parse } from 'ipaddr.js';

export interface Zone {
  /** Addresses of both families; a name that is missing does not exist. */
  [name: string]: string[] | MailRecords | 'silent' | 'failing' | 'silent on AAAA';
}

export interface MailRecords {
  /** Host names, the most preferred first; the root is the empty text. */
  mx: string[];
  /** How questions for addresses are answered. */
  addresses?: string[] | 'silent' | 'failing';
}

const TYPE_A = 1;
const TYPE_MX = 15;
const TYPE_AAAA = 28;
const SERVFAIL = 2;
const NXDOMAIN = 3;

/** A name server on loopback that answers A, AAAA and MX questions from a table. */
export class DnsServer {
  readonly questions: string[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly zone: (name: string) => Zone[string] | undefined,
  ) {}

  static async start(zone: Zone | ((name: string) => Zone[string] | undefined)): Promise<DnsServer> {
    const socket = createSocket('udp4');
    const find = typeof zone === 'function' ? zone : (name: string) => zone[name];
    const server = new DnsServer(socket, find);
    socket.on('message', (query, peer) => server.answer(query, peer));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  private answer(query: Buffer, peer: RemoteInfo): void {
    const { name, type, end } = readQuestion(query);
    this.questions.push(name);
    const known = recordsOf(this.zone(name), type);
    if (known === 'silent') {
      return;
    }
    const records = Array.isArray(known) ? known.map((bytes) => record(type, bytes)) : [];
    const code = known === 'failing' ? SERVFAIL : known === undefined ? NXDOMAIN : 0;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    this.socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), peer.port, peer.address);
  }
}

/** The data of the records of one type, or how else to answer; undefined is a name that does not exist. */
function recordsOf(
  known: Zone[string] | undefined,
  type: number,
): Buffer[] | 'silent' | 'failing' | undefined {
  if (known === undefined || known === 'silent' || known === 'failing') {
    return known;
  }
  if (known === 'silent on AAAA') {
    return type === TYPE_AAAA ? 'silent' : recordsOf(['127.0.0.1'], type);
  }
  if (!Array.isArray(known)) {
    return type === TYPE_MX ? known.mx.map(mailExchanger) : recordsOf(known.addresses ?? [], type);
  }
  const bytesOfFamily = { [TYPE_A]: 4, [TYPE_AAAA]: 16 }[type];
  return known
    .map((address) => Buffer.from(parse(address).toByteArray()))
    .filter((bytes) => bytes.length === bytesOfFamily);
}

/** RFC 1035 section 3.3.9: the preference and the name. */
function mailExchanger(host: string, preference: number): Buffer {
  const labels = host === '' ? [] : host.split('.');
  return Buffer.concat([
    Buffer.from([0, preference]),
    ...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
    Buffer.from([0]),
  ]);
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** One answer record; its name points back to the question (RFC 1035 section 4.1.4). */
function record(type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(12);
  fixed.writeUInt16BE(0xc00c, 0);
  fixed.writeUInt16BE(type, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt32BE(60, 6);
  fixed.writeUInt16BE(data.length, 10);
  return Buffer.concat([fixed, data]);
}
