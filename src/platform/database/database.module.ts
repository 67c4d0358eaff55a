import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReadySettings } from '../config';
import { dataSourceOptions } from './data-source-options';
import { Database } from './database';

const POOL_SIZE = 12;

/** One pool a process; rooms add their entities with `TypeOrmModule.forFeature`. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ReadySettings],
      useFactory: (settings: ReadySettings) => ({
        ...dataSourceOptions(settings.databaseUrl, { poolSize: POOL_SIZE }),
        autoLoadEntities: true,
        retryAttempts: 3,
        retryDelay: 1000,
      }),
    }),
  ],
  providers: [Database],
  exports: [Database],
})
export class DatabaseModule {}
