import { type DynamicModule, Module } from '@nestjs/common';
import { OpsApiModule } from '../features/ops/ops.api.module';
import { HttpModule } from '../http';
import { ClockModule } from '../platform/clock';
import { ConfigModule, type ReadySettings } from '../platform/config';
import { LoggingModule } from '../platform/logging';
import { ApiModule } from './api.module';
import { WorkerModule } from './worker.module';

/** The application for a role. Health and metrics are answered in every one. */
@Module({})
export class RootModule {
  static for(settings: ReadySettings): DynamicModule {
    return {
      module: RootModule,
      imports: [
        ConfigModule.with(settings),
        LoggingModule,
        ClockModule,
        HttpModule,
        OpsApiModule,
        ...(settings.role === 'worker' ? [] : [ApiModule]),
        ...(settings.role === 'api' ? [] : [WorkerModule]),
      ],
    };
  }
}
