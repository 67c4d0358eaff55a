import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics';
import { MAPPING_ENGINE_OPTIONS, MappingEngine } from './mapping-engine';
import { MappingTelemetry } from './mapping-telemetry';
import { findSandboxEntry } from './sandbox-entry';
import { type SandboxPoolOptions } from './sandbox-pool';

const OPTIONS: SandboxPoolOptions = {
  entry: findSandboxEntry(),
  size: 2,
  lines: {
    // More than a worker makes at a time; what waits holds an event in memory, and as many as three wait for it.
    deliveries: { mostEach: 500, most: 2000 },
    callers: { mostEach: 50, most: 200 },
  },
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
