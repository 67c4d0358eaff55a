import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { Database } from '../../platform/database';
import { type PlatformRequest } from '../access/caller';
import { IdempotencyGate } from './idempotency-gate';
import { IdempotencyStore } from './idempotency.store';
import { hashRequest, keyReused, readIdempotencyKey, stillInProgress } from './idempotent-request';

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
    const key = readIdempotencyKey(request);
    if (key === null) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // A buyer's key must not be answered with what another buyer's call made.
    const scopedKey = `${request.caller!.buyerId ?? ''} ${key}`;
    return from(this.gate.run(() => this.once(scopedKey, request, { reply, next })));
  }

  private async once(key: string, request: PlatformRequest, { reply, next }: Continuation): Promise<unknown> {
    const { accountId } = request.caller!;
    const requestHash = hashRequest(request);
    return this.database.transaction(async () => {
      if (!(await this.store.claim(accountId, key))) throw stillInProgress();
      const known = await this.store.find(accountId, key);
      if (known) {
        if (!known.requestHash.equals(requestHash)) throw keyReused();
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
