import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { AppError } from '../../core/errors/app-error';
import { Database } from '../../platform/database';
import { type PlatformRequest } from '../access/caller';
import { IdempotencyGate } from './idempotency-gate';
import { IdempotencyStore } from './idempotency.store';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * `Idempotency-Key`: the call runs in one transaction with its stored answer, so it happened and is
 * remembered, or neither. Failures are not remembered: the same call may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly store: IdempotencyStore,
    private readonly gate: IdempotencyGate,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // A buyer's key must not be answered with what another buyer's call made.
    const scopedKey = `${request.caller!.buyerId ?? ''} ${toKey(key)}`;
    return from(this.gate.run(() => this.once(scopedKey, request, { reply, next })));
  }

  private async once(key: string, request: PlatformRequest, { reply, next }: Continuation): Promise<unknown> {
    const { accountId } = request.caller!;
    const requestHash = hashOf(request);
    return this.database.transaction(async () => {
      if (!(await this.store.claim(accountId, key))) throw inProgress();
      const known = await this.store.find(accountId, key);
      if (known) {
        if (!known.requestHash.equals(requestHash)) throw reused();
        const { status, body } = JSON.parse(known.answer) as Answer;
        void reply.status(status).header('idempotency-replayed', 'true');
        return body;
      }
      const body: unknown = await firstValueFrom(next.handle());
      const answer: Answer = { status: reply.statusCode, body };
      await this.store.save(accountId, key, { requestHash, answer: JSON.stringify(answer) });
      return body;
    });
  }
}

/** As it is stored. */
interface Answer {
  status: number;
  body: unknown;
}

interface Continuation {
  reply: FastifyReply;
  next: CallHandler;
}

function toKey(header: string | string[]): string {
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw new AppError('INVALID_IDEMPOTENCY_KEY', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
}

/**
 * What makes two requests the same. The answer may show what a lesser key could not have got (a new API key
 * with more scopes than its own), so a key with other scopes makes another request.
 */
function hashOf(request: PlatformRequest): Buffer {
  const { scopes } = request.caller!;
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(`${scopes.toSorted().join(' ')}\n`)
    .update(request.bodyText ?? '')
    .digest();
}

function inProgress(): AppError {
  return new AppError(
    'IDEMPOTENCY_IN_PROGRESS',
    'The first request with this Idempotency-Key is still running.',
    {
      retryAfterSeconds: 1,
    },
  );
}

function reused(): AppError {
  return new AppError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request in the last 24 hours; make a new key.',
  );
}
