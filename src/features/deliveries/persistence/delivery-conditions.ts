import { lowestIdAt } from '../../../core/ids';
import { type Actor } from '../../auth';
import { type DeliveryFilter, type ParkedReason, type StatusCodeClass } from '../delivery-filter';

/** SQL over `deliveries`, on numbered parameters; every parameter is used by one of the two conditions. */
export interface DeliveryConditions {
  /** What one index answers in the order of ids, without looking at rows in between. */
  driving: string;
  /** What must be checked row by row; null when nothing. */
  residual: string | null;
  parameters: unknown[];
}

/** Ids to stay between, both ends excluded. */
export interface IdRange {
  after?: string | null;
  before?: string | null;
}

const CODE_CLASSES: Record<StatusCodeClass, string> = {
  '2xx': 'last_status_code BETWEEN 200 AND 299',
  '3xx': 'last_status_code BETWEEN 300 AND 399',
  '4xx': 'last_status_code BETWEEN 400 AND 499',
  '5xx': 'last_status_code BETWEEN 500 AND 599',
  none: 'last_status_code IS NULL AND attempts > 0',
};

const PARKED_FOR: Record<ParkedReason, string> = {
  webhook_disabled: 'is_parked AND held_version IS NULL',
  mapping_failed: 'held_version IS NOT NULL',
};

const MAX_MS = 2 ** 48 - 1;

/**
 * Splits a filter by what an index can do. Periods are ranges of ids, because the id of a delivery begins
 * with the time of its event; of the other conditions the most selective one with an index drives.
 */
export function toConditions(actor: Actor, filter: DeliveryFilter, range: IdRange): DeliveryConditions {
  const parameters: unknown[] = [];
  const use = (value: unknown): string => `$${parameters.push(value)}`;
  const driving = [`account_id = ${use(actor.accountId)}`, ...rangeConditions(filter, range, use)];
  const indexed = indexedConditions(actor, filter, use);
  if (filter.eventId !== undefined) driving.push(...eventRange(filter.eventId, use));
  else driving.push(...indexed.splice(0, 1));
  const residual = [...indexed, ...rowConditions(filter, use)];
  return {
    driving: driving.join(' AND '),
    residual: residual.length > 0 ? residual.join(' AND ') : null,
    parameters,
  };
}

/** At most `rows` rows from one end of what drives: a statement over them is bounded, however rare a match is. */
export function stretchOf({ driving }: DeliveryConditions, direction: 'ASC' | 'DESC', rows: number): string {
  return `(SELECT * FROM deliveries WHERE ${driving} ORDER BY id ${direction} LIMIT ${rows}) AS stretch`;
}

type Use = (value: unknown) => string;

function rangeConditions(filter: DeliveryFilter, { after, before }: IdRange, use: Use): string[] {
  const { publishedFrom, publishedBefore } = filter;
  return [
    ...(after ? [`id > ${use(after)}`] : []),
    ...(before ? [`id < ${use(before)}`] : []),
    ...(publishedFrom ? [`id >= ${use(lowestDeliveryId(publishedFrom))}`] : []),
    ...(publishedBefore ? [`id < ${use(lowestDeliveryId(publishedBefore))}`] : []),
  ];
}

function lowestDeliveryId(time: Date): string {
  return lowestIdAt('dlv', Math.min(Math.max(time.getTime(), 0), MAX_MS));
}

/** An event's deliveries share the first 14 characters of its id (see delivery_id() in the migration). */
function eventRange(eventId: string, use: Use): string[] {
  const prefix = `dlv_${eventId.slice(4, 18)}`;
  return [`id >= ${use(prefix)}`, `id < ${use(`${prefix}~`)}`];
}

/** Each has an index of its own; the most selective first. */
function indexedConditions(actor: Actor, filter: DeliveryFilter, use: Use): string[] {
  const { webhookId, buyerId, statuses } = filter;
  return [
    ...(webhookId === undefined ? [] : [`webhook_id = ${use(webhookId)}`]),
    ...(actor.buyerId === null ? [] : [`buyer_id = ${use(actor.buyerId)}`]),
    ...(buyerId === undefined ? [] : [`buyer_id = ${use(buyerId)}`]),
    // Spelled out, so that the partial index on failed deliveries is recognised.
    ...(statuses?.length === 1 && statuses[0] === 'failed' ? [`status = 'failed'`] : []),
  ];
}

function rowConditions(filter: DeliveryFilter, use: Use): string[] {
  const { statuses, isParked, parkedReason, eventId, eventType, statusCodeClass, endedBy, isReplayable } =
    filter;
  return [
    ...(eventId === undefined ? [] : [`event_id = ${use(eventId)}`]),
    ...(statuses === undefined ? [] : [`status = ANY(${use(statuses)})`]),
    ...(isParked === undefined ? [] : [`is_parked = ${use(isParked)}`]),
    ...(parkedReason === undefined ? [] : [PARKED_FOR[parkedReason]]),
    ...(eventType === undefined ? [] : [`event_type = ${use(eventType)}`]),
    ...(statusCodeClass === undefined ? [] : [CODE_CLASSES[statusCodeClass]]),
    // Times of rows have microseconds, ours have milliseconds.
    ...(endedBy ? [`(completed_at IS NULL OR completed_at < ${use(new Date(endedBy.getTime() + 1))})`] : []),
    // The first parameter is the account's id.
    ...(isReplayable
      ? ['webhook_id IN (SELECT id FROM webhooks WHERE account_id = $1 AND deleted_at IS NULL)']
      : []),
  ];
}
