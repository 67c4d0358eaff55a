import { type Webhook, type WebhookPatch } from './webhook';

export interface PatchContext {
  /** Why, if the patch disables an active webhook. */
  disabledReason: string;
  now: Date;
}

/** The webhook after a change. Disabling what is disabled keeps its first reason; enabling clears it. */
export function applyPatch(
  before: Webhook,
  patch: WebhookPatch,
  { disabledReason, now }: PatchContext,
): Webhook {
  const status = patch.status ?? before.status;
  const wasActive = before.status === 'active';
  return {
    ...before,
    ...patch,
    disabledReason: status === 'active' ? null : wasActive ? disabledReason : before.disabledReason,
    updatedAt: now,
  };
}

/** Whether a patch asks for what is there already, as far as plain values tell. */
export function isWithoutEffect(before: Webhook, patch: WebhookPatch): boolean {
  return Object.entries(patch).every(([name, value]) => before[name as keyof WebhookPatch] === value);
}
