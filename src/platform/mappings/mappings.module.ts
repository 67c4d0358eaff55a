import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics';
import { MAPPING_ENGINE_OPTIONS, MappingEngine } from './mapping-engine';
import { MappingTelemetry } from './mapping-telemetry';
import { findSandboxEntry } from './sandbox-entry';
import { type SandboxPoolOptions } from './sandbox-pool';

const OPTIONS: SandboxPoolOptions = {
  entry: findSandboxEntry(),
  size: 2,
  queueLength: 1000,
  cpuMs: 250,
  wallMs: 1000,
  stalledMs: 10_000,
  startMs: 10_000,
};

@Module({
  imports: [MetricsModule],
  providers: [{ provide: MAPPING_ENGINE_OPTIONS, useValue: OPTIONS }, MappingEngine, MappingTelemetry],
  exports: [MappingEngine],
})
export class MappingsModule {}
