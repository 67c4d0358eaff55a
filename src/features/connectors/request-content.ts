import { type FormatName, type FormatOptions } from './format';

export const REQUEST_METHODS = ['POST', 'PUT', 'PATCH'] as const;
export type RequestMethod = (typeof REQUEST_METHODS)[number];

/** What decides how a delivery is written. The mappings are JSONata; null for what the format does by itself. */
export interface RequestContent {
  readonly format: FormatName;
  /** As the format's `readOptions` gave them. */
  readonly formatOptions: FormatOptions;
  readonly method: RequestMethod;
  readonly mapping: string | null;
  readonly headerMapping: string | null;
  readonly urlMapping: string | null;
}

/** Whether the request is the event's stored body, posted to the webhook's own URL: then nothing has to be made. */
export function isPlain({ format, method, mapping, headerMapping, urlMapping }: RequestContent): boolean {
  const isMapped = mapping !== null || headerMapping !== null || urlMapping !== null;
  return format === 'synaptis' && method === 'POST' && !isMapped;
}
