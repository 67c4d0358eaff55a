import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable } from 'rxjs';
import { DtoPipe, type PlatformRequest } from '../../../http';
import { CreateLeadDto } from '../api/http/create-lead.dto';
import { toLeadDraft } from '../api/http/to-lead-draft';
import { IntakeService } from '../intake.service';
import { type Candidate } from '../judge-eligibility';

export interface CheckedLeadRequest extends PlatformRequest {
  /** Set with an `Idempotency-Key`, when the body is a lead that the caller may send. */
  candidate?: Candidate;
}

const pipe = new DtoPipe();

/**
 * An `Idempotency-Key` makes the call run in a transaction, where the do-not-call registry must not be waited
 * for: so the lead is checked before it. Refuses nothing: a bad body is told by the handler.
 */
@Injectable()
export class CheckLeadInterceptor implements NestInterceptor {
  constructor(private readonly intake: IntakeService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<CheckedLeadRequest>();
    if (request.headers['idempotency-key'] === undefined) return next.handle();
    const { accountId, buyerId } = request.caller!;
    const dto = buyerId === null ? await read(request.body) : null;
    if (dto) request.candidate = await this.intake.check(toLeadDraft(dto, accountId));
    return next.handle();
  }
}

function read(body: unknown): Promise<CreateLeadDto | null> {
  return pipe.transform(body, { type: 'body', metatype: CreateLeadDto }).then(
    (dto) => dto as CreateLeadDto,
    () => null,
  );
}
