import { type RequestMethod } from '../connectors';

/** What a delivery sends on every attempt, whatever becomes of its webhook's mappings meanwhile. */
export interface DeliveryRequest {
  method: RequestMethod;
  /** Path and query that a mapping gave; null for the webhook's URL as it is. */
  path: string | null;
  /** What belongs to the body and what a mapping added, by lowercase name. */
  headers: Record<string, string>;
  body: string;
}

/** The request of a webhook that asks for nothing else: the event's stored body. */
export function plainRequest(eventBody: string): DeliveryRequest {
  return { method: 'POST', path: null, headers: { 'content-type': 'application/json' }, body: eventBody };
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
