import { PLATFORM_VERSION } from '../config';
import { OutboundHttp } from '../outbound-http';
import { type DoNotCallAnswer, DoNotCallRegistry } from './do-not-call-registry';
import { DoNotCallTelemetry } from './do-not-call-telemetry';
import { readRegistryAnswer, type RegistryReading } from './read-registry-answer';

export interface HttpRegistryOptions {
  url: string;
  /** Sent as `Authorization: Bearer`; null sends none. */
  token: string | null;
  /** For everything together, from before DNS to the last byte of the answer. */
  timeoutMs: number;
}

const MAX_ANSWER_BYTES = 16_384;

/** Asks a service with `POST {"phone": "+1…"}`, which answers 200 `{"listed": true | false}`. */
export class HttpRegistry extends DoNotCallRegistry {
  private readonly headers: Record<string, string>;

  constructor(
    private readonly http: OutboundHttp,
    private readonly options: HttpRegistryOptions,
    private readonly telemetry: DoNotCallTelemetry,
  ) {
    super();
    this.headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
      ...(options.token !== null && { authorization: `Bearer ${options.token}` }),
    };
  }

  async judge(phone: string): Promise<DoNotCallAnswer> {
    const startedAt = performance.now();
    const reading = await this.ask(phone);
    this.telemetry.record(reading, Math.round(performance.now() - startedAt));
    return reading.answer;
  }

  private async ask(phone: string): Promise<RegistryReading> {
    try {
      const outcome = await this.http.post({
        url: this.options.url,
        headers: this.headers,
        body: JSON.stringify({ phone }),
        timeoutMs: this.options.timeoutMs,
        maxResponseBytes: MAX_ANSWER_BYTES,
      });
      return readRegistryAnswer(outcome);
    } catch {
      // Trouble of our own, such as file descriptors used up. Its text stays out of the log: it may quote the request.
      return { answer: 'unknown', reason: 'NOT_SENT' };
    }
  }
}
