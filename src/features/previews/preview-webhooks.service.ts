import { Injectable } from '@nestjs/common';
import { parseWebhookUrl } from '../../core/net';
import { newId } from '../../platform/ids';
import { type Actor } from '../auth';
import { exampleKeyOf, formatOf } from '../connectors';
import { type RequestTarget } from '../deliveries';
import { type Webhook, WebhookRules, WebhooksService } from '../webhooks';
import { type PreviewOrder } from './preview';

/** A webhook as attempts need it, saved or not. */
export interface PreviewedWebhook {
  target: RequestTarget & { headers: Record<string, string>; secrets: string[] };
  /** Null for no filter. */
  filterPath: string | null;
  /** Null for all events of the account. */
  buyerId: string | null;
}

type Settings = Omit<PreviewedWebhook['target'], 'webhookId' | 'accountId' | 'secrets' | 'content'> &
  PreviewedWebhook['target']['content'];

/** What a webhook has that was not told of it. */
const NEW: Settings = {
  url: 'https://example.com/webhooks',
  headers: {},
  format: 'synaptis',
  formatOptions: {},
  method: 'POST',
  mapping: null,
  headerMapping: null,
  urlMapping: null,
  description: null,
  metadata: {},
};

/** Puts webhooks together that somebody thinks of, by the rules for those that are saved. */
@Injectable()
export class PreviewWebhooks {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly rules: WebhookRules,
  ) {}

  /**
   * Signs with the published example key: a preview neither needs nor shows a webhook's own.
   *
   * @throws AppError NOT_FOUND, VALIDATION_FAILED as for a webhook that is created or changed, UNAVAILABLE
   */
  async resolve(actor: Actor, { webhookId, changes }: PreviewOrder): Promise<PreviewedWebhook> {
    const stored = webhookId === undefined ? null : await this.webhooks.get(actor, webhookId);
    const { accountId } = actor;
    const checked = await this.rules.checkContent(accountId, stored, changes);
    const { choice, filterPath = stored?.filterPath ?? null } = checked;
    const { url, headers, ...content } = settingsOf({ ...(stored ?? NEW), ...changes, ...choice });
    return {
      target: {
        webhookId: stored?.id ?? newId('wh'),
        accountId,
        url: normalised(url),
        headers,
        secrets: [exampleKeyOf(formatOf(content.format), content.formatOptions)],
        content,
      },
      filterPath,
      buyerId: stored?.buyerId ?? null,
    };
  }
}

function settingsOf(webhook: Settings | Webhook): Settings {
  const { format, formatOptions, method, mapping, headerMapping, urlMapping, description } = webhook;
  return {
    url: webhook.url,
    headers: { ...webhook.headers },
    format,
    formatOptions,
    method,
    mapping,
    headerMapping,
    urlMapping,
    description,
    metadata: { ...webhook.metadata },
  };
}

/** As it would be stored. Whether the platform calls it is judged when it is: a preview asks no DNS server. */
function normalised(url: string): string {
  const parsed = parseWebhookUrl(url);
  return parsed.kind === 'ok' ? parsed.url : url;
}
