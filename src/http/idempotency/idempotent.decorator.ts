import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/** For every POST that makes something. */
export const Idempotent = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'For 24 hours the same key with the same request gets the first answer again, ' +
        'with `Idempotency-Replayed: true`',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      example: 'lead-456-verified',
    }),
  );
