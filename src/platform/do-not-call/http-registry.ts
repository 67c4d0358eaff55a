import { Gate } from '../batching';
import { PLATFORM_VERSION } from '../config';
import { OutboundHttp } from '../outbound-http';
import { DoNotCallTelemetry } from './do-not-call-telemetry';
import { readRegistryAnswer, type RegistryReading } from './read-registry-answer';
import { type DoNotCallAnswer, RegistryClient } from './registry-client';

export interface HttpRegistryOptions {
  url: string;
  /** Sent as `Authorization: Bearer`; null sends none. */
  token: string | null;
  /** For everything together, from before DNS to the last byte of the answer; waiting for one's turn is not in it. */
  timeoutMs: number;
  /** Requests at the same time; each needs a connection of its own, or waiting for one would use up its time. */
  maxRunning: number;
}

const MAX_ANSWER_BYTES = 16_384;
/** The line is as long as a registry that answers nobody clears in this time. */
const LONGEST_WAIT_MS = 10_000;

/** Asks a service with `POST {"phone": "+1…"}`, which answers 200 `{"listed": true | false}`. */
export class HttpRegistry extends RegistryClient {
  readonly isConfigured = true;
  private readonly headers: Record<string, string>;
  private readonly gate: Gate;

  constructor(
    private readonly http: OutboundHttp,
    private readonly options: HttpRegistryOptions,
    private readonly telemetry: DoNotCallTelemetry,
  ) {
    super();
    const { token, timeoutMs, maxRunning } = options;
    this.headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    const maxWaiting = Math.ceil((maxRunning * LONGEST_WAIT_MS) / timeoutMs);
    this.gate = new Gate({ name: 'do-not-call checks', maxRunning, maxWaiting });
  }

  ask(phone: string): Promise<DoNotCallAnswer> {
    return this.gate.run(async () => {
      const startedAt = performance.now();
      const reading = await this.send(phone);
      this.telemetry.record(reading, Math.round(performance.now() - startedAt));
      return reading.answer;
    });
  }

  private async send(phone: string): Promise<RegistryReading> {
    try {
      const outcome = await this.http.send({
        method: 'POST',
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
