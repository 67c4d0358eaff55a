import { Injectable } from '@nestjs/common';
import { type FailedMapping } from '../../core/mapping';
import { MappingEngine, type MappingResult } from '../../platform/mappings';
import { type EncodedBody, type Format, type MappingInput } from './format';
import { formatOf } from './formats';
import { readMappedHeaders, readMappedUrl } from './mapped-parts';
import { type RequestContent, type RequestMethod } from './request-content';

export interface RequestOrder {
  content: RequestContent;
  input: MappingInput;
  /** The event's stored bytes, for formats that send them as they are. */
  eventBody: string;
}

/** What a delivery sends on every attempt; signatures and the webhook's own headers come to it at each. */
export interface MadeRequest {
  method: RequestMethod;
  /** On the origin of the webhook's URL. */
  url: string;
  /** By lowercase name: the content type, what the format and what the header mapping add. */
  headers: Record<string, string>;
  body: string;
}

export type RequestMaking =
  | { kind: 'made'; request: MadeRequest }
  /** A plain sentence for the customer, with the position in the expression where there is one. */
  | { kind: 'refused'; detail: string };

type Refused = { kind: 'refused'; detail: string };
type Part<T> = { kind: 'ok'; value: T } | Refused;

/** Makes requests from events, as the format and the mappings of a webhook say: whole, or not at all. */
@Injectable()
export class RequestMaker {
  constructor(private readonly mappings: MappingEngine) {}

  /**
   * The same content, input and event give the same request: mappings are told the event's time as the present.
   *
   * @throws AppError UNAVAILABLE for trouble that is ours: try again later
   */
  async make(order: RequestOrder): Promise<RequestMaking> {
    const [encoded, headers, url] = await Promise.all([
      this.encode(order),
      this.mapHeaders(order),
      this.mapUrl(order),
    ]);
    if (encoded.kind === 'refused') return encoded;
    if (headers.kind === 'refused') return headers;
    if (url.kind === 'refused') return url;
    const { contentType, body, headers: contentHeaders } = encoded.value;
    return {
      kind: 'made',
      request: {
        method: order.content.method,
        url: url.value,
        // A mapping adds headers; those that describe the body are the format's.
        headers: { ...headers.value, ...contentHeaders, 'content-type': contentType },
        body,
      },
    };
  }

  private async encode({ content, input, eventBody }: RequestOrder): Promise<Part<EncodedBody>> {
    const format = formatOf(content.format);
    const mapping = content.mapping ?? format.defaultMapping;
    const result = mapping === null ? null : await this.evaluate(mapping, input);
    if (result?.kind === 'failed') {
      return content.mapping === null ? formatFailed(format, result) : mappingFailed('The mapping', result);
    }
    const encoding = format.encode(result === null ? input.event : result.value, {
      input,
      eventBody,
      options: content.formatOptions,
      isMapped: result !== null,
    });
    if (encoding.kind === 'refused') return encoding;
    // PostgreSQL keeps the body as text, which cannot hold this one character.
    if (encoding.encoded.body.includes('\0')) {
      return { kind: 'refused', detail: 'The body would contain the character U+0000; leave it out.' };
    }
    return { kind: 'ok', value: encoding.encoded };
  }

  private async mapHeaders({ content, input }: RequestOrder): Promise<Part<Record<string, string>>> {
    if (content.headerMapping === null) return { kind: 'ok', value: {} };
    const result = await this.evaluate(content.headerMapping, input);
    if (result.kind === 'failed') return mappingFailed('The header mapping', result);
    const reading = readMappedHeaders(result.value);
    return reading.kind === 'ok' ? { kind: 'ok', value: reading.headers } : reading;
  }

  private async mapUrl({ content, input }: RequestOrder): Promise<Part<string>> {
    if (content.urlMapping === null) return { kind: 'ok', value: input.webhook.url };
    const result = await this.evaluate(content.urlMapping, input);
    if (result.kind === 'failed') return mappingFailed('The URL mapping', result);
    const reading = readMappedUrl(result.value, input.webhook.url);
    return reading.kind === 'ok' ? { kind: 'ok', value: reading.url } : reading;
  }

  private evaluate(expression: string, input: MappingInput): Promise<MappingResult> {
    return this.mappings.evaluate({ expression, input, now: input.event.created });
  }
}

function mappingFailed(what: string, { error }: FailedMapping): Refused {
  const place = error.position === null ? '' : ` It is at character ${error.position} of the expression.`;
  return { kind: 'refused', detail: `${what} failed. ${error.message}${place}` };
}

/** Nobody wrote the expression that a position would point into. */
function formatFailed({ title }: Format, { error }: FailedMapping): Refused {
  return { kind: 'refused', detail: `The event could not be written for ${title}. ${error.message}` };
}
