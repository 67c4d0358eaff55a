import {
  type FormatName,
  type MadeRequest,
  type MappingInput,
  type RequestMethod,
  type RequestOrder,
} from '../connectors';
import { type DeliveryTarget } from '../webhooks';

/** What a delivery sends on every attempt, whatever becomes of its webhook's format and mappings meanwhile. */
export interface DeliveryRequest {
  /** Signs it, and judges what it is answered with. */
  format: FormatName;
  method: RequestMethod;
  /** Path and query that a mapping gave; null for the webhook's URL as it is. */
  path: string | null;
  /** What belongs to the body and what a mapping added, by lowercase name. */
  headers: Record<string, string>;
  body: string;
}

/** The request of a webhook that asks for nothing else: the event's stored body. */
export function plainRequest(eventBody: string): DeliveryRequest {
  const headers = { 'content-type': 'application/json' };
  return { format: 'synaptis', method: 'POST', path: null, headers, body: eventBody };
}

/** What of a webhook a request is made by. */
export type RequestTarget = Pick<DeliveryTarget, 'webhookId' | 'accountId' | 'url'> & {
  content: Omit<DeliveryTarget['content'], 'version'>;
};

/** What an event has to become. @param buyer whom the event was published for, as mappings see it */
export function requestOrder(
  { webhookId: id, accountId, url, content }: RequestTarget,
  eventBody: string,
  buyer: MappingInput['buyer'],
): RequestOrder {
  const { description, metadata } = content;
  const event = JSON.parse(eventBody) as MappingInput['event'];
  const input = { event, webhook: { id, url, description, metadata }, buyer };
  return { accountId, content, input, eventBody };
}

/** What is kept of a request that was made for a webhook. */
export function deliveryRequest(
  { method, url, headers, body }: MadeRequest,
  { format, urlMapping }: Pick<RequestTarget['content'], 'format' | 'urlMapping'>,
): DeliveryRequest {
  return { format, method, path: urlMapping === null ? null : pathOf(url), headers, body };
}

/**
 * Where an attempt goes. A webhook that moves takes its deliveries along: they keep what was mapped, and nothing is
 * sent to an origin that the customer has left.
 */
export function attemptUrl(webhookUrl: string, { path }: DeliveryRequest): string {
  return path === null ? webhookUrl : new URL(webhookUrl).origin + path;
}

/** Path and query of a URL. @param url as the WHATWG parser writes it, without a fragment */
export function pathOf(url: string): string {
  return url.slice(new URL(url).origin.length);
}
