import { judgeStandard } from '../../receiving/verify-delivery';
import { headerOf, type Keys, type ReceivedRequest, type Reader } from '../visit';
import { leadFacts } from './lead-facts';

type Mode = 'structured' | 'binary';
type CloudEvent = Record<string, unknown>;

const REQUIRED = ['id', 'source', 'specversion', 'type'];

/** A receiver of CloudEvents 1.0, which expects them in this mode. */
export function readCloudEventIn(expected: Mode): Reader {
  return (request, keys) => {
    const { mode, event } = receiveCloudEvent(request, keys);
    if (mode !== expected) throw new Error(`the event came in ${mode} mode`);
    return leadFacts(event['data'] as Record<string, unknown>);
  };
}

/** HTTP Protocol Binding 3: the content type tells the mode. */
function receiveCloudEvent(request: ReceivedRequest, { secret }: Keys): { mode: Mode; event: CloudEvent } {
  const problem = judgeStandard(request, secret);
  if (problem !== null) throw new Error(problem);
  const mode = headerOf(request, 'content-type').startsWith('application/cloudevents')
    ? 'structured'
    : 'binary';
  const event = mode === 'structured' ? (JSON.parse(request.body) as CloudEvent) : fromHeaders(request);
  const missing = REQUIRED.filter((name) => typeof event[name] !== 'string' || event[name] === '');
  if (missing.length > 0) throw new Error(`a CloudEvent needs ${missing.join(', ')}`);
  if (event['specversion'] !== '1.0') throw new Error('this is not CloudEvents 1.0');
  return { mode, event };
}

/** Attributes stand in `ce-` headers, percent-encoded (3.1.3.2); the data is the body. */
function fromHeaders({ headers, body }: ReceivedRequest): CloudEvent {
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice('ce-'.length), decodeURIComponent(String(value))]);
  return { ...Object.fromEntries(attributes), data: JSON.parse(body) as unknown };
}
