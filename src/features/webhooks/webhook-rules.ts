import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isEventTypeName } from '../../core/event-types';
import { parseWebhookUrl } from '../../core/net';
import { Settings } from '../../platform/config';
import { OutboundHttp } from '../../platform/outbound-http';
import { type Actor } from '../auth';
import { BuyersService } from '../buyers';
import { EventTypes } from '../events';
import { type FormatChoice } from './choose-format';
import { type CheckedContent, WebhookContentRules, type WrittenContent } from './webhook-content-rules';

/** How long a registration waits for DNS; a name nobody answers for is accepted, it may come later. */
const HOST_CHECK_LIMIT_MS = 2_000;

/** What must hold for a webhook beyond the shape of its fields. */
@Injectable()
export class WebhookRules {
  constructor(
    private readonly settings: Settings,
    private readonly outboundHttp: OutboundHttp,
    private readonly eventTypes: EventTypes,
    private readonly buyers: BuyersService,
    private readonly content: WebhookContentRules,
  ) {}

  /** Format, mappings, filter and a secret brought along. @throws AppError as `WebhookContentRules.check` */
  async checkContent(
    accountId: string,
    before: FormatChoice | null,
    written: WrittenContent,
  ): Promise<CheckedContent> {
    return this.content.check(accountId, before, written);
  }

  /**
   * @returns the URL as it is stored and called
   * @throws AppError VALIDATION_FAILED, HTTPS_REQUIRED, or URL_NOT_ALLOWED for an address that is never called
   */
  async requireCallable(text: string): Promise<string> {
    const parsed = parseWebhookUrl(text);
    if (parsed.kind === 'invalid') {
      throw urlError('VALIDATION_FAILED', 'The URL cannot be accepted.', parsed.detail);
    }
    if (this.settings.httpsOnly && !parsed.isHttps) {
      throw urlError('HTTPS_REQUIRED', 'Webhooks are called over HTTPS only.', 'must begin with https://');
    }
    const check = await this.outboundHttp.checkHost(parsed.hostname, HOST_CHECK_LIMIT_MS);
    if (check.kind === 'denied') {
      throw urlError(
        'URL_NOT_ALLOWED',
        'This address is not called by the platform.',
        'must be a public address',
      );
    }
    return parsed.url;
  }

  /** Prefixes and `*` are always fine. @throws AppError UNKNOWN_EVENT_TYPE naming every unknown type */
  async requireKnownTypes(accountId: string, events: string[]): Promise<void> {
    const unknown = await this.eventTypes.findUnknown(accountId, events.filter(isEventTypeName));
    if (unknown.length === 0) return;
    throw new AppError('UNKNOWN_EVENT_TYPE', `There is no event type ${unknown.join(', ')}.`, {
      fields: unknown.map((name) => ({
        pointer: `/events/${events.indexOf(name)}`,
        detail: 'must be a registered event type, a prefix such as lead.*, or *',
      })),
    });
  }

  /**
   * @param requested as the caller named it; undefined for the caller's own
   * @returns whose events the webhook gets; null for all of the account
   * @throws AppError UNKNOWN_BUYER also when the caller is bound to another buyer
   */
  async resolveBuyer(actor: Actor, requested: string | null | undefined): Promise<string | null> {
    if (requested === undefined || requested === actor.buyerId) return actor.buyerId;
    if (actor.buyerId !== null) {
      throw new AppError(
        'UNKNOWN_BUYER',
        'This API key is bound to one buyer and makes webhooks for no other.',
        {
          fields: [{ pointer: '/buyer_id', detail: 'must be the buyer the API key is bound to' }],
        },
      );
    }
    await this.holdBuyer(actor.accountId, requested);
    return requested;
  }

  /**
   * Asked once more in the transaction that stores a webhook: from here to its end the buyer stays, so
   * that one deleted at this moment takes the webhook along.
   *
   * @throws AppError UNKNOWN_BUYER
   */
  async holdBuyer(accountId: string, buyerId: string | null): Promise<void> {
    if (buyerId !== null) await this.buyers.requireKnown(accountId, buyerId);
  }
}

function urlError(
  code: 'VALIDATION_FAILED' | 'HTTPS_REQUIRED' | 'URL_NOT_ALLOWED',
  text: string,
  detail: string,
) {
  return new AppError(code, text, { fields: [{ pointer: '/url', detail }] });
}
