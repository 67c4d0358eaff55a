import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { DatabaseModule } from '../platform/database';
import { IdempotencyInterceptor, IdempotencyStore } from './idempotency';
import { ProblemFilter } from './problem';
import { DtoPipe } from './validation';

/** What all controllers share. Imported by each room's API module, for the interceptors. */
@Module({
  imports: [DatabaseModule],
  providers: [
    IdempotencyStore,
    IdempotencyInterceptor,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: DtoPipe },
  ],
  exports: [IdempotencyStore, IdempotencyInterceptor],
})
export class HttpModule {}
