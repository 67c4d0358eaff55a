import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../core/errors/app-error';
import { chooseFormat } from './choose-format';
import { type Webhook, type WebhookChange } from './webhook';

export interface PatchContext {
  /** Why, if the patch disables an active webhook. */
  disabledReason: string;
  now: Date;
}

/** What decides how a delivery looks: what the platform writes by, and what mappings see of the webhook. */
const CONTENT = [
  'url',
  'format',
  'formatOptions',
  'method',
  'mapping',
  'headerMapping',
  'urlMapping',
  'description',
  'metadata',
] as const satisfies (keyof Webhook)[];

/** Naming one of these, even as it is, says: try again what was held for it. */
const MENDABLE = ['format', 'formatOptions', 'mapping', 'headerMapping', 'urlMapping'] as const;

/**
 * The webhook after a change. Disabling what is disabled keeps its first reason; enabling clears it.
 *
 * @throws AppError VALIDATION_FAILED when the options do not go with the format the webhook has by now
 */
export function applyPatch(
  before: Webhook,
  patch: WebhookChange,
  { disabledReason, now }: PatchContext,
): Webhook {
  const status = patch.status ?? before.status;
  const wasActive = before.status === 'active';
  const after: Webhook = {
    ...before,
    ...patch,
    ...formatAfter(before, patch),
    disabledReason: status === 'active' ? null : wasActive ? disabledReason : before.disabledReason,
    updatedAt: now,
  };
  const isSame = CONTENT.every((name) => isDeepStrictEqual(after[name], before[name]));
  return isSame && !namesMendable(patch) ? after : { ...after, contentVersion: before.contentVersion + 1 };
}

function formatAfter(before: Webhook, { format, formatOptions }: WebhookChange) {
  if (format === undefined && formatOptions === undefined) return {};
  const reading = chooseFormat(before, {
    ...(format !== undefined && { format }),
    ...(formatOptions !== undefined && { formatOptions }),
  });
  if (reading.kind === 'ok') return reading.choice;
  throw new AppError('VALIDATION_FAILED', 'These options do not go with the format of the webhook.', {
    fields: reading.fields,
  });
}

function namesMendable(patch: WebhookChange): boolean {
  return MENDABLE.some((name) => patch[name] !== undefined);
}

/** Whether a patch asks for what is there already, as far as plain values tell, and for no other try either. */
export function isWithoutEffect(before: Webhook, patch: WebhookChange): boolean {
  if (namesMendable(patch)) return false;
  return Object.entries(patch).every(([name, value]) => before[name as keyof WebhookChange] === value);
}
