import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { parse } from 'ipaddr.js';

export interface Zone {
  /** Addresses of both families; a name that is missing does not exist. */
  [name: string]: string[] | 'silent' | 'failing' | 'silent on AAAA';
}

const TYPE_A = 1;
const TYPE_AAAA = 28;
const SERVFAIL = 2;
const NXDOMAIN = 3;

/** A name server on loopback that answers A and AAAA questions from a table. */
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
    const known = this.zone(name);
    if (known === 'silent' || (known === 'silent on AAAA' && type === TYPE_AAAA)) {
      return;
    }
    const addresses = known === 'silent on AAAA' ? ['127.0.0.1'] : Array.isArray(known) ? known : [];
    const records = addresses
      .map((address) => Buffer.from(parse(address).toByteArray()))
      .filter((bytes) => bytes.length === (type === TYPE_A ? 4 : 16))
      .map((bytes) => record(type, bytes));
    const code = known === 'failing' ? SERVFAIL : known === undefined ? NXDOMAIN : 0;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    this.socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), peer.port, peer.address);
  }
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
function record(type: number, address: Buffer): Buffer {
  const fixed = Buffer.alloc(12);
  fixed.writeUInt16BE(0xc00c, 0);
  fixed.writeUInt16BE(type, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt32BE(60, 6);
  fixed.writeUInt16BE(address.length, 10);
  return Buffer.concat([fixed, address]);
}
