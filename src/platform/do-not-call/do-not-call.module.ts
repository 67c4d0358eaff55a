import { Module } from '@nestjs/common';
import { Settings } from '../config';
import { MetricsModule } from '../metrics';
import { OutboundHttp, OutboundHttpModule } from '../outbound-http';
import { DoNotCallRegistry } from './do-not-call-registry';
import { DoNotCallTelemetry } from './do-not-call-telemetry';
import { HttpRegistry } from './http-registry';
import { NoRegistry } from './no-registry';

@Module({
  imports: [OutboundHttpModule, MetricsModule],
  providers: [
    DoNotCallTelemetry,
    {
      provide: DoNotCallRegistry,
      inject: [Settings, OutboundHttp, DoNotCallTelemetry],
      useFactory: (
        { dncUrl: url, dncToken: token, dncTimeoutMs: timeoutMs }: Settings,
        http: OutboundHttp,
        telemetry: DoNotCallTelemetry,
      ): DoNotCallRegistry =>
        url === null ? new NoRegistry() : new HttpRegistry(http, { url, token, timeoutMs }, telemetry),
    },
  ],
  exports: [DoNotCallRegistry],
})
export class DoNotCallModule {}
