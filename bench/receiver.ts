import { createServer, type Socket } from 'node:net';
import { answer } from './child';
import { monotonicMs } from './statistics';

/**
 * Receives deliveries in a process of its own and answers 200 at once. It understands just enough of
 * HTTP/1.1 for one request at a time on a connection, so that it costs the shared machine little.
 * `GET` answers with the number of deliveries so far.
 */
export type ReceiverQuestion = { kind: 'listen' } | { kind: 'reset'; record: boolean } | { kind: 'report' };

export interface ReceiverReport {
  received: number;
  /** Event id and time of its first arrival, when recording. */
  arrivals: [string, number][];
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok';
const HEAD_END = '\r\n\r\n';

let received = 0;
let isRecording = false;
const arrivals = new Map<string, number>();

const server = createServer({ noDelay: true }, (socket) => {
  let unread = '';
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    unread = take(socket, unread + chunk);
  });
});

/** Answers every complete request in the text. @returns the incomplete rest */
function take(socket: Socket, text: string): string {
  for (let rest = text; ;) {
    const headEnd = rest.indexOf(HEAD_END);
    if (headEnd === -1) return rest;
    const head = rest.slice(0, headEnd);
    const end = headEnd + HEAD_END.length + Number(headerOf(head, 'content-length') ?? 0);
    if (rest.length < end) return rest;
    socket.write(head.startsWith('GET') ? countAnswer() : OK);
    if (!head.startsWith('GET')) count(head);
    rest = rest.slice(end);
  }
}

function count(head: string): void {
  received++;
  if (!isRecording) return;
  const id = headerOf(head, 'webhook-id') ?? '';
  if (!arrivals.has(id)) arrivals.set(id, monotonicMs());
}

function countAnswer(): string {
  const body = String(received);
  return `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

function headerOf(head: string, name: string): string | undefined {
  const start = head.indexOf(`\r\n${name}: `);
  if (start === -1) return undefined;
  const from = start + name.length + 4;
  const end = head.indexOf('\r\n', from);
  return head.slice(from, end === -1 ? undefined : end);
}

function listen(): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}

answer(async (question: ReceiverQuestion) => {
  switch (question.kind) {
    case 'listen':
      return listen();
    case 'reset':
      received = 0;
      isRecording = question.record;
      arrivals.clear();
      return null;
    case 'report':
      return { received, arrivals: [...arrivals] } satisfies ReceiverReport;
    default:
      return question satisfies never;
  }
});
