import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { type Actor } from '../auth';
import { FilterTrials } from '../bus';
import { exampleKeyOf, formatOf, isSigned, RequestMaker } from '../connectors';
import { attemptRequest, deliveryRequest, requestOrder } from '../deliveries';
import { type Preview, type PreviewOrder } from './preview';
import { PreviewEvents, type UnpublishedEvent } from './preview-events.service';
import { type PreviewedWebhook, PreviewWebhooks } from './preview-webhooks.service';

/** Shows what a webhook would send for an event, made as the first attempt makes it. Stores and sends nothing. */
@Injectable()
export class Previews {
  constructor(
    private readonly webhooks: PreviewWebhooks,
    private readonly events: PreviewEvents,
    private readonly maker: RequestMaker,
    private readonly filters: FilterTrials,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as `PreviewWebhooks.resolve` and `PreviewEvents.make` */
  async show(actor: Actor, order: PreviewOrder): Promise<Preview> {
    const webhook = await this.webhooks.resolve(actor, order);
    const event = await this.events.make(actor, order, webhook.buyerId);
    const { format: name, formatOptions } = webhook.target.content;
    const format = formatOf(name);
    return {
      outcome: await this.make(webhook, event),
      matches: await this.matches(webhook, event),
      exampleKey: isSigned(format) ? exampleKeyOf(format, formatOptions) : null,
    };
  }

  private async make({ target }: PreviewedWebhook, event: UnpublishedEvent): Promise<Preview['outcome']> {
    const order = requestOrder(target, event.body, event.buyer);
    const making = await this.maker.make({ ...order, isForCaller: true });
    if (making.kind === 'refused') return making;
    const attempt = { event, delivery: { id: newId('dlv') }, number: 1, target };
    const request = deliveryRequest(making.request, target.content);
    return { kind: 'made', request: attemptRequest(attempt, request, this.clock.nowSeconds()) };
  }

  private async matches(
    { filterPath }: PreviewedWebhook,
    { type, buyer, body }: UnpublishedEvent,
  ): Promise<boolean | null> {
    if (filterPath === null) return null;
    return this.filters.matches({ type, buyerId: buyer?.id ?? null, body }, filterPath);
  }
}
