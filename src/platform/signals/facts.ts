import { type AttemptError, type DeliveryStatus } from '../../core/delivery';

/** A delivery reached its end, in an account with a webhook for such outcomes; told in the recording transaction. */
export interface DeliveryEnded {
  deliveryId: string;
  accountId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  /** The buyer of the event, not of the webhook. */
  eventBuyerId: string | null;
  status: Extract<DeliveryStatus, 'success' | 'failed'>;
  attempts: number;
  lastAttempt: {
    number: number;
    statusCode: number | null;
    error: AttemptError | null;
    durationMs: number;
    at: Date;
  };
}

/**
 * Everything a lower room may tell a higher one. Listeners run inside the sender's
 * transaction, so what they write commits with the fact or not at all.
 */
export interface Facts {
  'outcomes.wanted': { deliveries: DeliveryEnded[] };
  'webhook.enabled': { webhookId: string };
  'webhook.disabled': { webhookId: string };
  'webhook.deleted': { webhookId: string };
  /** Its deliveries look different from now on, so that one that could not be written before may be now. */
  'webhook.content_changed': { webhookId: string };
  'buyer.deleted': { accountId: string; buyerId: string };
}
