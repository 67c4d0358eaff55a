import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { type Actor } from '../auth';
import { EventTypes } from '../events';
import { type Webhook, WebhooksService } from '../webhooks';
import { PublishService } from './publish.service';

export interface TestRequest {
  type?: string;
  data?: object;
}

const FALLBACK_TYPE = 'lead.submitted';

/** Sends a type's example to one webhook as a real delivery: signed, logged and retried like any other. */
@Injectable()
export class WebhookTests {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly eventTypes: EventTypes,
    private readonly publisher: PublishService,
  ) {}

  /**
   * @returns the id of the delivery
   * @throws AppError NOT_FOUND, UNKNOWN_EVENT_TYPE, or RULE_VIOLATED for a disabled webhook or a type without example
   */
  async send(actor: Actor, webhookId: string, request: TestRequest): Promise<string> {
    const webhook = await this.webhooks.get(actor, webhookId);
    if (webhook.status === 'disabled') {
      throw new AppError('RULE_VIOLATED', 'This webhook is disabled; enable it before testing it.');
    }
    const type = request.type ?? firstExactType(webhook);
    await this.requireKnown(actor.accountId, type);
    const data = request.data ?? (await this.exampleOf(actor.accountId, type));
    const draft = { accountId: actor.accountId, buyerId: webhook.buyerId, type, data };
    const delivery = await this.publisher.publishTest(draft, webhook.id);
    return delivery.id;
  }

  private async requireKnown(accountId: string, type: string): Promise<void> {
    if (await this.eventTypes.isKnown(accountId, type)) return;
    throw new AppError('UNKNOWN_EVENT_TYPE', `There is no event type ${type}.`, {
      fields: [{ pointer: '/type', detail: 'must be a registered event type' }],
    });
  }

  private async exampleOf(accountId: string, type: string): Promise<object> {
    const example = await this.eventTypes.exampleOf(accountId, type);
    if (typeof example === 'object' && example !== null) return example;
    throw new AppError('RULE_VIOLATED', `The event type ${type} has no example; send data with the test.`, {
      fields: [{ pointer: '/data', detail: 'is needed for a type without example' }],
    });
  }
}

function firstExactType({ events }: Webhook): string {
  return events.find((pattern) => !pattern.endsWith('*')) ?? FALLBACK_TYPE;
}
