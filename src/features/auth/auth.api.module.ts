import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { HttpModule } from '../../http';
import { Database, DatabaseModule } from '../../platform/database';
import { RedisConnection, RedisModule } from '../../platform/redis';
import { AuthModule } from './auth.module';
import { AccessGuard } from './http/access.guard';
import { ApiKeysController } from './http/api-keys.controller';
import { EarlyAuthentication } from './http/early-authentication';
import { RequestAuthenticator } from './http/request-authenticator';
import { PostgresRateLimitStore } from './persistence/postgres-rate-limit.store';
import { RedisRateLimitStore } from './persistence/redis-rate-limit.store';
import { RateLimitStore } from './rate-limit-store';
import { RateLimiter } from './rate-limiter';

@Module({
  imports: [AuthModule, HttpModule, DatabaseModule, RedisModule],
  controllers: [ApiKeysController],
  providers: [
    RateLimiter,
    RequestAuthenticator,
    EarlyAuthentication,
    { provide: APP_GUARD, useClass: AccessGuard },
    {
      provide: RateLimitStore,
      inject: [RedisConnection, Database],
      useFactory: ({ client }: RedisConnection, database: Database): RateLimitStore =>
        client ? new RedisRateLimitStore(client) : new PostgresRateLimitStore(database),
    },
  ],
})
export class AuthApiModule {}
