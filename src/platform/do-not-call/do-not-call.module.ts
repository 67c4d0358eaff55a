import { Module } from '@nestjs/common';
import { Settings } from '../config';
import { DatabaseModule } from '../database';
import { MetricsModule } from '../metrics';
import { OutboundHttp, OutboundHttpModule } from '../outbound-http';
import { DoNotCallRegistry } from './do-not-call-registry';
import { DoNotCallTelemetry } from './do-not-call-telemetry';
import { HttpRegistry } from './http-registry';
import { NoRegistry } from './no-registry';
import { RegistryClient } from './registry-client';

/** Plenty for a registry that answers, and bearable for one that does not. */
const MOST_AT_ONCE = 20;

@Module({
  imports: [DatabaseModule, OutboundHttpModule, MetricsModule],
  providers: [
    DoNotCallRegistry,
    DoNotCallTelemetry,
    {
      provide: RegistryClient,
      inject: [Settings, OutboundHttp, DoNotCallTelemetry],
      useFactory: (settings: Settings, http: OutboundHttp, telemetry: DoNotCallTelemetry): RegistryClient => {
        const { dncUrl: url, dncToken: token, dncTimeoutMs: timeoutMs, workerConcurrency } = settings;
        if (url === null) return new NoRegistry();
        // OutboundHttp opens workerConcurrency connections to one origin, and no more.
        const maxRunning = Math.min(MOST_AT_ONCE, workerConcurrency);
        return new HttpRegistry(http, { url, token, timeoutMs, maxRunning }, telemetry);
      },
    },
  ],
  exports: [DoNotCallRegistry],
})
export class DoNotCallModule {}
