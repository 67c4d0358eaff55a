import { type SendOutcome } from '../../core/delivery';

type Response = Extract<SendOutcome, { kind: 'response' }>;

/** Keeps the head of a response and the beginning of its body. */
export class ResponseCollector {
  private statusCode = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private received = 0;
  private isCut = false;

  constructor(private readonly maxBytes: number) {}

  start(statusCode: number, headers: Record<string, string | string[] | undefined>): void {
    this.statusCode = statusCode;
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) {
        this.headers[name] = Array.isArray(value) ? value.join(', ') : value;
      }
    }
  }

  /** @returns false once all that is kept is here and more would follow: the rest need not be read */
  add(chunk: Buffer): boolean {
    this.received += chunk.length;
    this.chunks.push(chunk);
    this.isCut =
      this.received > this.maxBytes ||
      (this.received === this.maxBytes && (this.announcedSize() ?? 0) > this.received);
    return !this.isCut;
  }

  /** The response as far as it was read; copied, because chunks are views into large read buffers. */
  finish(): Response {
    return {
      kind: 'response',
      statusCode: this.statusCode,
      headers: this.headers,
      body: Buffer.concat(this.chunks, Math.min(this.received, this.maxBytes)),
      bodyTruncated: this.isCut,
      bodySize: this.isCut ? this.announcedSize() : this.received,
    };
  }

  private announcedSize(): number | null {
    const text = this.headers['content-length'];
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
  }
}
