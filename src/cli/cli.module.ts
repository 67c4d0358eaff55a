import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ClockModule } from '../platform/clock';
import { ConfigModule, type ReadySettings } from '../platform/config';
import { Logger, LoggingModule } from '../platform/logging';
import { StandardErrorLogger } from './standard-error-logger';

/** The rooms a command needs, without HTTP and without workers. */
@Module({})
export class CliModule {
  static with(settings: ReadySettings, rooms: Type[]): DynamicModule {
    // Standard output is for answers, so the log goes elsewhere.
    const logging = {
      module: LoggingModule,
      providers: [{ provide: Logger, useClass: StandardErrorLogger }],
    };
    return { module: CliModule, imports: [ConfigModule.with(settings), logging, ClockModule, ...rooms] };
  }
}
