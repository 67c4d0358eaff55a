import { type Preview } from './connector-api';
import { type ConnectorEvidence, visitsTo } from './connector-evidence';
import { headerOf, type ReceivedRequest, type Visit } from './visit';

/** What is another for every attempt, event or key; the other headers are part of what a preview promises. */
const VARYING = /^x-synaptis-(?:delivery|attempt)$|^webhook-(?:id|timestamp)$|signature$/;

/** The request of a preview, or why there is none. */
export function previewText({ request, error }: Preview): string {
  return request
    ? `${request.method} ${request.url}\n${request.body}`
    : (error?.message ?? 'neither request nor error');
}

/** Whether there were requests at a receiver, and all of them are the one of its preview. */
export function isAsPreviewed(
  evidence: Pick<ConnectorEvidence, 'visits' | 'previews'>,
  name: string,
): boolean {
  return areAsPreviewed(visitsTo(evidence, name), evidence.previews.get(name) ?? null);
}

/** The same for any requests; the host may be another. */
export function areAsPreviewed(visits: readonly Visit[], preview: Preview | null): boolean {
  const expected = preview?.request;
  return visits.length > 0 && !!expected && visits.every(({ request }) => isSame(request, expected));
}

function isSame(request: ReceivedRequest, expected: NonNullable<Preview['request']>): boolean {
  const { pathname, search } = new URL(expected.url);
  const hasHeaders = Object.entries(expected.headers).every(([name, value]) =>
    VARYING.test(name) ? headerOf(request, name) !== '' : headerOf(request, name) === value,
  );
  const isAddress = request.method === expected.method && request.url === pathname + search;
  return isAddress && hasHeaders && request.body === expected.body;
}
