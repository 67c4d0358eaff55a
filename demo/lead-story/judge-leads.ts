import { type Check } from '../checks/check';
import { type LeadEvidence, toldTo } from './lead-evidence';
import { type PartyName } from './parties';

/** That every lead went where it belongs, and nowhere else. */
export function judgeLeads(evidence: LeadEvidence): Check[] {
  return [
    judgeKey(evidence),
    judgeForm(evidence),
    judgePortal(evidence),
    judgeForged(evidence),
    judgeCall(evidence),
    judgeNews(evidence),
    judgeDuplicate(evidence),
    judgeHeld(evidence, 'withoutConsent', 'no_consent'),
    judgeHeld(evidence, 'suppressed', 'suppressed'),
  ];
}

function judgeKey({ keyPrefix }: LeadEvidence): Check {
  const name = 'A key for leads only begins with l2i_';
  return { name, isTrue: keyPrefix === 'l2i_', found: keyPrefix ? `${keyPrefix}…` : 'no key' };
}

function judgeForm(evidence: LeadEvidence): Check {
  const { form } = evidence;
  const isIn = form?.status === 'accepted' && form.eligible && form.phone === '+15125552001';
  return judgeDelivery(evidence, {
    name: "Door 1: the form's lead reached a buyer",
    isIn,
    leadId: form?.id,
    buyer: 'acme',
  });
}

function judgePortal(evidence: LeadEvidence): Check {
  const { portal } = evidence;
  const isIn = portal?.status === 200 && portal.body.orchestrator_action === 'call_initiated';
  return judgeDelivery(evidence, {
    name: "Door 2: the portal's signed lead reached a buyer",
    isIn,
    leadId: portal?.body.lead_id,
    buyer: 'acme',
  });
}

interface ExpectedDelivery {
  name: string;
  isIn: boolean;
  leadId: string | undefined;
  buyer: PartyName;
}

/** Exactly one `lead.distributed` tells of the lead, and it is at the right buyer's. */
export function judgeDelivery(
  evidence: LeadEvidence,
  { name, isIn, leadId, buyer }: ExpectedDelivery,
): Check {
  const buyers = (['acme', 'globex'] as const).flatMap((party) =>
    toldTo(evidence, party, { type: 'lead.distributed' })
      .filter((id) => id === leadId)
      .map(() => party),
  );
  const found = buyers.length === 0 ? 'nobody got it' : `delivered to ${buyers.join(', ')}`;
  return { name, isTrue: isIn && buyers.join() === buyer, found: isIn ? found : 'it was not taken in' };
}

function judgeForged({ forged }: LeadEvidence): Check {
  const name = 'Door 2 refuses a body changed on its way';
  return {
    name,
    isTrue: forged?.status === 401,
    found: forged ? `answered with ${forged.status}` : 'not tried',
  };
}

function judgeCall(evidence: LeadEvidence): Check {
  const calls = toldTo(evidence, 'dialler', { type: 'lead.call_requested' });
  const isTrue = calls.length === 1 && calls[0] === evidence.portal?.body.lead_id;
  return {
    name: 'The dialler was asked to call that lead only',
    isTrue,
    found: `asked for ${calls.length}×`,
  };
}

function judgeNews(evidence: LeadEvidence): Check {
  const { crm, portal } = evidence;
  const leadIds = toldTo(evidence, 'office', { type: 'lead.crm_updated' });
  const isStored = crm !== null && crm.body.stored && crm.body.lead_id === portal?.body.lead_id;
  return {
    name: 'Door 3: news from the CRM were stored and told',
    isTrue: isStored && leadIds.length === 1 && leadIds[0] === crm.body.lead_id,
    found: `${isStored ? 'stored' : 'not stored'}, told ${leadIds.length}×`,
  };
}

function judgeDuplicate(evidence: LeadEvidence): Check {
  const { form, again } = evidence;
  const told = toldTo(evidence, 'office', { type: 'lead.submitted' }).filter((id) => id === form?.id);
  const isKnown = again !== null && again.status === 'duplicate' && again.id === form?.id;
  return {
    name: 'The same number again is the lead that was there',
    isTrue: isKnown && told.length === 1,
    found: isKnown ? `duplicate; told of ${told.length}×` : 'not recognised',
  };
}

const HELD_NAMES = {
  withoutConsent: 'A lead without consent is stored and held back',
  suppressed: 'So is one whose number is suppressed',
} as const;

function judgeHeld(evidence: LeadEvidence, which: keyof typeof HELD_NAMES, reason: string): Check {
  const lead = evidence[which];
  const distributed = (['acme', 'globex'] as const).flatMap((party) =>
    toldTo(evidence, party, { type: 'lead.distributed' }),
  );
  const isHeld = lead?.stage === 'held' && !lead.eligible && lead.ineligible_reason === reason;
  return {
    name: HELD_NAMES[which],
    isTrue: isHeld && !distributed.includes(lead.id),
    found: lead ? `${lead.stage}, ${lead.ineligible_reason ?? 'eligible'}` : 'not sent',
  };
}
