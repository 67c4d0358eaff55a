import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { CryptoModule } from '../platform/crypto';
import { DatabaseModule } from '../platform/database';
import { PeriodicModule } from '../platform/periodic';
import { IdempotencyExpiry, IdempotencyGate, IdempotencyStore } from './idempotency';
import { ProblemFilter } from './problem';
import { DtoPipe } from './validation';

/**
 * What all controllers share. Each room's API module imports it: Nest makes the idempotency interceptor
 * anew in every module that uses it, from what this one exports.
 */
@Module({
  imports: [CryptoModule, DatabaseModule, PeriodicModule],
  providers: [
    IdempotencyExpiry,
    IdempotencyGate,
    IdempotencyStore,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: DtoPipe },
  ],
  exports: [DatabaseModule, IdempotencyGate, IdempotencyStore],
})
export class HttpModule {}
