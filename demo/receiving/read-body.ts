import { type IncomingMessage } from 'node:http';

/** @returns null when it is longer than the limit; the rest is then left unread */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when left early: the answer still has to go out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > limitBytes) return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}
