export { type OutboundOutcome, type OutboundRequest } from './exchange';
export { type HostCheck, OutboundHttp } from './outbound-http';
export { OutboundHttpModule } from './outbound-http.module';
export { type OutboundHttpOptions } from './outbound-http.options';
