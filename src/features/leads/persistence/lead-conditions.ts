import { lowestIdAt } from '../../../core/ids';
import { type LeadFilter } from '../lead-filter';
import { type LeadStage } from '../lead-stage';

/** SQL over `leads`, on numbered parameters; every parameter is used by one of the two conditions. */
export interface LeadConditions {
  /** What one index answers in the order of ids, without looking at rows in between. */
  driving: string;
  /** What must be checked row by row; null when nothing. */
  residual: string | null;
  parameters: unknown[];
}

type Use = (value: unknown) => string;

const MAX_MS = 2 ** 48 - 1;

/** The same as `stageOf`. */
const STAGES: Record<LeadStage, string> = {
  verifying: `step = 'verify'`,
  distributing: `step = 'distribute'`,
  distributed: 'step IS NULL AND buyer_id IS NOT NULL',
  held: `step IS NULL AND buyer_id IS NULL AND unassigned_reason = 'not_eligible'`,
  unassigned: `step IS NULL AND buyer_id IS NULL AND unassigned_reason IS DISTINCT FROM 'not_eligible'`,
};

/**
 * Splits a filter by what an index can do. Periods are ranges of ids, because an id begins with the time the
 * lead came in; of the other conditions the most selective one with an index drives.
 */
export function toLeadConditions(
  accountId: string,
  filter: LeadFilter,
  before: string | null,
): LeadConditions {
  const parameters: unknown[] = [];
  const use: Use = (value) => `$${parameters.push(value)}`;
  const account = `account_id = ${use(accountId)}`;
  const range = rangeConditions(filter, before, use);
  const [best, ...others] = indexedConditions(filter, use);
  const residual = [...others, ...rowConditions(filter, use)];
  return {
    driving: [account, ...range, ...(best === undefined ? [] : [best])].join(' AND '),
    residual: residual.length > 0 ? residual.join(' AND ') : null,
    parameters,
  };
}

function rangeConditions({ createdFrom, createdBefore }: LeadFilter, before: string | null, use: Use) {
  return [
    ...(before === null ? [] : [`id < ${use(before)}`]),
    ...(createdFrom ? [`id >= ${use(lowestLeadId(createdFrom))}`] : []),
    ...(createdBefore ? [`id < ${use(lowestLeadId(createdBefore))}`] : []),
  ];
}

function lowestLeadId(time: Date): string {
  return lowestIdAt('lead', Math.min(Math.max(time.getTime(), 0), MAX_MS));
}

/** Each has an index of its own; the most selective first. */
function indexedConditions({ crmLeadId, phone, email, buyerId }: LeadFilter, use: Use): string[] {
  return [
    ...(crmLeadId === undefined ? [] : [`crm_lead_id = ${use(crmLeadId)}`]),
    ...(phone === undefined ? [] : [`phone = ${use(phone)}`]),
    ...(email === undefined ? [] : [`email = ${use(email)}`]),
    ...(buyerId === undefined ? [] : [`buyer_id = ${use(buyerId)}`]),
  ];
}

function rowConditions({ source, state, isEligible, stage }: LeadFilter, use: Use): string[] {
  return [
    ...(source === undefined ? [] : [`source = ${use(source)}`]),
    ...(state === undefined ? [] : [`state = ${use(state)}`]),
    ...(isEligible === undefined ? [] : [`is_eligible = ${use(isEligible)}`]),
    ...(stage === undefined ? [] : [`(${STAGES[stage]})`]),
  ];
}
