import { Module } from '@nestjs/common';
import { Settings } from '../config';
import { OutboundHttp } from './outbound-http';
import { OUTBOUND_HTTP_OPTIONS, type OutboundHttpOptions } from './outbound-http.options';

function optionsFrom(settings: Settings): OutboundHttpOptions {
  return {
    allow: settings.egressAllow,
    maxOrigins: 1000,
    // As many as there can be attempts under way: none waits in here at the cost of its own time limit.
    connectionsPerOrigin: settings.workerConcurrency,
    dnsConcurrency: settings.workerConcurrency,
    // Below the 5 s after which common servers close an idle connection without a hint.
    keepAliveTimeoutMs: 4000,
    dnsTimeoutMs: 3000,
  };
}

@Module({
  providers: [{ provide: OUTBOUND_HTTP_OPTIONS, inject: [Settings], useFactory: optionsFrom }, OutboundHttp],
  exports: [OutboundHttp],
})
export class OutboundHttpModule {}
