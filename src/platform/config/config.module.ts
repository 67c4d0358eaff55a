import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ReadySettings, Settings } from './settings';

@Global()
@Module({})
export class ConfigModule {
  static with(settings: ReadySettings): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: ReadySettings, useValue: settings },
        { provide: Settings, useExisting: ReadySettings },
      ],
      exports: [ReadySettings, Settings],
    };
  }
}
