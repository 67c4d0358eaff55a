import { isDeepStrictEqual } from 'node:util';
import { type Check } from '../checks/check';
import { type ConnectorEvidence, visitsTo } from './connector-evidence';
import { DESTINATIONS } from './destinations';
import { areAsPreviewed, isAsPreviewed } from './previewed';
import { SCORED_LEADS } from './samples';
import { COMMISSIONS } from './tell-held';
import { CRM } from './tell-mapping';
import { headerOf } from './visit';

/** That what previews show is what is sent. */
export function judgePreviews(evidence: ConnectorEvidence): Check[] {
  return [
    judgeFormats(evidence),
    judgeContact(evidence),
    judgeFilter(evidence),
    judgeFailing(evidence),
    judgeMended(evidence),
  ];
}

function judgeFormats(evidence: ConnectorEvidence): Check {
  const alike = DESTINATIONS.filter(({ name }) => isAsPreviewed(evidence, name));
  return {
    name: 'Previews of each format are what arrived, byte for byte',
    isTrue: alike.length === DESTINATIONS.length,
    found: `${alike.length} of ${DESTINATIONS.length}`,
  };
}

/** It was shown before there was a webhook. */
function judgeContact(evidence: ConnectorEvidence): Check {
  const isTrue = areAsPreviewed(visitsTo(evidence, CRM), evidence.contactPreview);
  const found = isTrue ? 'method, address, headers and body alike' : 'something else was shown';
  return { name: 'So is that of the mapping, tried before it was saved', isTrue, found };
}

function judgeFilter({ scored }: ConnectorEvidence): Check {
  const shown = scored.map(({ matches }) => matches);
  return {
    name: 'Previews tell which leads the filter wants',
    isTrue: isDeepStrictEqual(
      shown,
      SCORED_LEADS.map(({ isWanted }) => isWanted),
    ),
    found: shown.join(', ') || 'nothing',
  };
}

function judgeFailing({ failingPreview, held }: ConnectorEvidence): Check {
  const error = failingPreview?.error;
  return {
    name: 'The preview of what fails says the same sentence',
    isTrue: !!error && failingPreview?.request === null && error.message === held?.delivery.parked_detail,
    found: error ? `character ${error.position}` : 'no error',
  };
}

function judgeMended(evidence: ConnectorEvidence): Check {
  const visits = visitsTo(evidence, COMMISSIONS).filter(
    ({ request }) => headerOf(request, 'webhook-id') === evidence.mended.event?.id,
  );
  const { mendedPreview } = evidence;
  return {
    name: 'The preview of what mends it is what was then sent',
    isTrue: areAsPreviewed(visits, mendedPreview),
    found: mendedPreview?.request?.body ?? 'no request',
  };
}
