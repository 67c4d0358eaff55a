import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../receiving/read-body';
import { BODY_LIMIT_BYTES, serve, type Served } from '../receiving/serve';
import { type Answer, type Keys, type ReceivedRequest, type Reader, type Reading, type Visit } from './visit';

/** How a stand-in behaves. */
export interface Manners {
  /** Where it listens; what is below it belongs to it as well. */
  path: string;
  read: Reader;
  /** Answers to its first requests, whatever they are. */
  firstAnswers?: readonly Answer[];
  /** Its word for a request that it has read; a plain 200 unless told. */
  taken?: Answer;
}

const TAKEN: Answer = { status: 200, body: 'Received.' };

/** Stands in for a destination on the loopback address: reads every request and remembers it. */
export class StandIn {
  readonly visits: Visit[] = [];
  /** Known once its webhook is registered. */
  keys: Keys = { secret: '', jwksUrl: '' };
  private served: Served;
  /** Counted when they come in: reading may take a while. */
  private arrivals = 0;

  private constructor(
    private readonly manners: Manners,
    private readonly onVisit: (visit: Visit) => void,
  ) {}

  static async start(manners: Manners, onVisit: (visit: Visit) => void): Promise<StandIn> {
    const standIn = new StandIn(manners, onVisit);
    standIn.served = await serve(0, (request, response) => standIn.receive(request, response));
    return standIn;
  }

  get url(): string {
    return this.served.origin + this.manners.path;
  }

  close(): Promise<void> {
    return this.served.close();
  }

  /** What it would make of a request, without remembering it. */
  async read(request: ReceivedRequest): Promise<Reading> {
    try {
      return { kind: 'read', facts: await this.manners.read(request, this.keys) };
    } catch (error) {
      return { kind: 'refused', problem: error instanceof Error ? error.message : String(error) };
    }
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const index = this.arrivals++;
    const body = await readBody(incoming, BODY_LIMIT_BYTES);
    if (body === null) return void response.writeHead(413, { connection: 'close' }).end();
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body };
    const reading = url.startsWith(this.manners.path)
      ? await this.read(request)
      : ({ kind: 'refused', problem: `requests go to ${this.manners.path}` } as const);
    const answer = this.manners.firstAnswers?.[index] ?? this.answerTo(reading);
    const visit = { request, reading, answer };
    this.visits.push(visit);
    this.onVisit(visit);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  private answerTo(reading: Reading): Answer {
    if (reading.kind === 'refused') return { status: 400, body: reading.problem };
    return this.manners.taken ?? TAKEN;
  }
}
