import { type Dispatcher } from 'undici';
import { type AttemptErrorCode, type SendOutcome } from '../../core/delivery';
import { type Connection } from './connection';
import { attemptErrorOf } from './connect-error';
import { ResponseCollector } from './response-collector';

export interface OutboundRequest {
  method: 'POST' | 'PUT' | 'PATCH';
  url: string;
  /** Checked by `checkCustomHeaders` when they were stored; `accept-encoding` is added here. */
  headers: Record<string, string>;
  body: string | Buffer;
  /** For everything together: waiting for a connection, DNS, connecting, TLS, sending, the last byte of the answer. */
  timeoutMs: number;
  /** How much of the response body is kept; 16 KiB by default. */
  maxResponseBytes?: number;
  /** Aborted by a caller that no longer wants the answer, as at shutdown. */
  signal?: AbortSignal;
}

/** `aborted`: ended by us, so it says nothing about the receiver. */
export type OutboundOutcome = (SendOutcome | { kind: 'aborted' }) & { durationMs: number };

type Ending = SendOutcome | { kind: 'aborted' };

const DEFAULT_MAX_RESPONSE_BYTES = 16_384;

/** An honest server sends one or two 1xx responses; a flood would only keep us parsing until the time limit. */
const MAX_INFORMATIONAL_RESPONSES = 16;

/** One request and its answer. Ends exactly once; from then on nothing undici still reports is listened to. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects only for trouble of our own: descriptors used up, or a request that cannot be written at all. */
  readonly outcome: Promise<OutboundOutcome>;
  connection: Connection | null = null;
  /** True once the answer was read to its end, so that the connection can carry the next request. */
  isConnectionReusable = false;

  private readonly startedAt = performance.now();
  private readonly response: ResponseCollector;
  private readonly timer: NodeJS.Timeout;
  private informationalResponses = 0;
  private hasEnded = false;
  private resolve: (outcome: OutboundOutcome) => void;
  private reject: (error: unknown) => void;

  constructor(
    private readonly request: OutboundRequest,
    private readonly path: string,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.response = new ResponseCollector(request.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES);
    this.timer = setTimeout(timeOut, request.timeoutMs, this);
    request.signal?.addEventListener('abort', this);
    if (request.signal?.aborted) {
      this.abort();
    }
  }

  get isOver(): boolean {
    return this.hasEnded;
  }

  run(connection: Connection): void {
    this.connection = connection;
    const headers: string[] = ['accept-encoding', 'identity'];
    for (const name in this.request.headers) {
      headers.push(name, this.request.headers[name] as string);
    }
    const { method, body } = this.request;
    connection.client.dispatch({ path: this.path, method, headers, body }, this);
  }

  abort(): void {
    this.end({ kind: 'aborted' });
  }

  fail(code: AttemptErrorCode, message: string): void {
    this.end({ kind: 'error', error: { code, message } });
  }

  /** The caller's signal. */
  handleEvent(): void {
    this.abort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.hasEnded) {
      controller.abort(new Error('the exchange is over'));
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.hasEnded) {
      return;
    }
    if (statusCode >= 200) {
      this.response.start(statusCode, headers);
    } else if (++this.informationalResponses > MAX_INFORMATIONAL_RESPONSES) {
      this.fail('INVALID_RESPONSE', 'The receiver sent too many informational (1xx) responses.');
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.hasEnded && !this.response.add(chunk)) {
      this.end(this.response.finish());
    }
  }

  onResponseEnd(): void {
    if (!this.hasEnded) {
      this.isConnectionReusable = true;
      this.end(this.response.finish());
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, cause: Error): void {
    const error = attemptErrorOf(cause);
    if (error !== null) {
      this.end({ kind: 'error', error });
    } else if (this.settle()) {
      this.reject(cause);
    }
  }

  private end(ending: Ending): void {
    if (this.settle()) {
      this.resolve({ ...ending, durationMs: Math.round(performance.now() - this.startedAt) });
    }
  }

  private settle(): boolean {
    if (this.hasEnded) {
      return false;
    }
    this.hasEnded = true;
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener('abort', this);
    return true;
  }
}

function timeOut(exchange: Exchange): void {
  exchange.fail('TIMEOUT', 'No complete response within the time limit.');
}
