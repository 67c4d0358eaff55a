import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { idTimeMs, isId } from '../../core/ids';
import { Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { type Actor } from '../auth';
import { WebhooksRepository } from './persistence/webhooks.repository';
import {
  type Webhook,
  type WebhookChange,
  type WebhookDraft,
  type WebhookFilter,
  type WebhookPatch,
} from './webhook';
import { keyKindOf } from './key-kind';
import { WebhookLifecycle } from './webhook-lifecycle';
import { WebhookRules } from './webhook-rules';
import { WebhookSecrets } from './webhook-secrets.service';

const DISABLED_BY_HAND = 'Disabled through the API.';
const DISABLED_BY_410 = 'The receiver answered 410 Gone.';

/** Webhooks as their owners manage them. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly rules: WebhookRules,
    private readonly lifecycle: WebhookLifecycle,
    private readonly secrets: WebhookSecrets,
    private readonly database: Database,
  ) {}

  /** @throws AppError NOT_FOUND also for deleted webhooks and those of others */
  async get(actor: Actor, id: string): Promise<Webhook> {
    const webhook = isId('wh', id) ? await this.webhooks.find(actor.accountId, id) : null;
    const isTheirs = actor.buyerId === null || webhook?.buyerId === actor.buyerId;
    return (isTheirs && webhook) || notFound();
  }

  /**
   * Webhooks newest first.
   *
   * @param page `before`: only ids below it
   * @returns up to `limit + 1` webhooks; the one too many says that there are more
   */
  async list(
    actor: Actor,
    filter: WebhookFilter,
    page: { limit: number; before: string | null },
  ): Promise<Webhook[]> {
    const isOthers =
      actor.buyerId !== null && filter.buyerId !== undefined && filter.buyerId !== actor.buyerId;
    if (isOthers) return [];
    const buyerId = actor.buyerId ?? filter.buyerId;
    return this.webhooks.list({
      ...filter,
      ...page,
      accountId: actor.accountId,
      buyerId,
      limit: page.limit + 1,
    });
  }

  /**
   * @returns the webhook and its signing secret
   * @throws AppError VALIDATION_FAILED for format, mappings, filter, secret and URL, HTTPS_REQUIRED or
   * URL_NOT_ALLOWED for the URL, UNKNOWN_EVENT_TYPE, UNKNOWN_BUYER
   */
  async create(actor: Actor, draft: WebhookDraft): Promise<{ webhook: Webhook; secret: string }> {
    const { secret: ownSecret, ...settings } = draft;
    const { choice, filterPath = null } = await this.rules.checkContent(actor.accountId, null, draft);
    const buyerId = await this.rules.resolveBuyer(actor, draft.buyerId);
    await this.rules.requireKnownTypes(actor.accountId, draft.events);
    const url = await this.rules.requireCallable(draft.url);
    const id = newId('wh');
    const createdAt = new Date(idTimeMs(id));
    const webhook: Webhook = {
      ...settings,
      ...choice,
      filterPath,
      contentVersion: 1,
      id,
      accountId: actor.accountId,
      buyerId,
      url,
      status: 'active',
      disabledReason: null,
      createdAt,
      updatedAt: createdAt,
    };
    return this.database.transaction(async () => {
      await this.rules.holdBuyer(actor.accountId, buyerId);
      await this.lifecycle.register(webhook);
      return { webhook, secret: await this.secrets.create(id, keyKindOf(choice), ownSecret) };
    });
  }

  /**
   * A format without options starts from its defaults; with another kind of key it gets a new one.
   *
   * @throws AppError NOT_FOUND, RULE_VIOLATED when the webhook has too many secrets for another, and, for the fields
   * that are given, as `create`
   */
  async update(actor: Actor, id: string, patch: WebhookPatch): Promise<Webhook> {
    const before = await this.get(actor, id);
    const { filterPath } = await this.rules.checkContent(actor.accountId, before, patch);
    const { buyerId, events, url } = patch;
    if (events) await this.rules.requireKnownTypes(actor.accountId, events);
    const checked: WebhookChange = {
      ...patch,
      ...(filterPath !== undefined && { filterPath }),
      ...(buyerId !== undefined && { buyerId: await this.rules.resolveBuyer(actor, buyerId) }),
      ...(url !== undefined && { url: await this.rules.requireCallable(url) }),
    };
    return this.database.transaction(async () => {
      // Before the webhook's row is locked: deleting a buyer locks in this order too.
      await this.rules.holdBuyer(actor.accountId, checked.buyerId ?? null);
      const after = await this.lifecycle.change(id, checked, { disabledReason: DISABLED_BY_HAND });
      if (!after) notFound();
      await this.fitSecret(after, patch);
      return after;
    });
  }

  private async fitSecret(webhook: Webhook, { format, formatOptions }: WebhookPatch): Promise<void> {
    if (format === undefined && formatOptions === undefined) return;
    if (await this.secrets.fit(webhook.id, keyKindOf(webhook))) return;
    throw tooManySecrets(format === undefined ? '/format_options' : '/format');
  }

  /** @throws AppError NOT_FOUND */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.get(actor, id);
    if (!(await this.lifecycle.delete(id))) notFound();
  }

  /**
   * Stops deliveries to a webhook whose receiver wants no more of them. One that is disabled or deleted, or has
   * another URL by now, stays as it is.
   *
   * @param url the one that answered 410 Gone
   */
  async disableGone(webhookId: string, url: string): Promise<void> {
    await this.lifecycle.change(
      webhookId,
      { status: 'disabled' },
      { disabledReason: DISABLED_BY_410, isWanted: (webhook) => webhook.url === url },
    );
  }
}

function tooManySecrets(pointer: string): AppError {
  return new AppError(
    'RULE_VIOLATED',
    'Signing another way takes a new key, and as many older secrets as there may be still sign. Wait until one ends, ' +
      'or rotate with a grace period of 0, which ends them all.',
    {
      fields: [
        { pointer, detail: 'must sign with the same kind of key while so many older secrets are live' },
      ],
    },
  );
}

function notFound(): never {
  throw new AppError('NOT_FOUND', 'There is no webhook with this id.');
}
