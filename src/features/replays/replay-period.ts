import { AppError } from '../../core/errors/app-error';

export interface Period {
  createdAfter: Date;
  createdBefore: Date;
}

/**
 * The period a replay is about. It never reaches beyond the present, so what is published later is not sent twice.
 *
 * @throws AppError VALIDATION_FAILED when the period is empty
 */
export function toPeriod(
  { createdAfter, createdBefore }: { createdAfter: Date; createdBefore?: Date | undefined },
  now: Date,
): Period {
  const end = createdBefore && createdBefore < now ? createdBefore : now;
  if (createdAfter < end) return { createdAfter, createdBefore: end };
  throw new AppError('VALIDATION_FAILED', 'The period of the replay is empty.', {
    fields: [{ pointer: '/created_after', detail: 'must be earlier than created_before, and in the past' }],
  });
}
