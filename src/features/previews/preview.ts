import { type RefusedPart, type RequestMethod } from '../connectors';
import { type WebhookPatch } from '../webhooks';

/** An event as a delivery would carry it; what is left out is made as for a publish of this moment. */
export interface PreviewedEvent {
  type: string;
  data: object;
  id?: string | undefined;
  created?: Date | undefined;
}

export interface PreviewOrder {
  /** What the webhook has beside `changes`; without it they are changes of a new webhook. */
  webhookId?: string | undefined;
  changes: WebhookPatch;
  /** Whom the event is for; by default whom the webhook, or else the caller, is bound to. */
  buyerId?: string | undefined;
  event: PreviewedEvent | { exampleOf: string };
}

/** A request as it would leave. */
export interface PreviewedRequest {
  method: RequestMethod;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Preview {
  outcome:
    | { kind: 'made'; request: PreviewedRequest }
    | { kind: 'refused'; part: RefusedPart; detail: string; position: number | null };
  /** What the filter says of the event; null without one. */
  matches: boolean | null;
  /** The published key that stands for the webhook's own; null where nothing is signed. */
  exampleKey: string | null;
}
