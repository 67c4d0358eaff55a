import { Injectable } from '@nestjs/common';
import { type FailedMapping, type MappingFailureCode } from '../../core/mapping';
import { Logger } from '../../platform/logging';
import { MappingEngine, type MappingResult } from '../../platform/mappings';
import { type EncodedBody, type Encoding, type Format, type MappingInput } from './format';
import { formatOf } from './formats';
import { BODY_TOO_LARGE, MAX_BODY_BYTES } from './formats/encoding';
import { readMappedHeaders, readMappedUrl } from './mapped-parts';
import { type RequestContent, type RequestMethod } from './request-content';

export interface RequestOrder {
  /** Whose mappings they are: accounts take turns. */
  accountId: string;
  /** Whether a caller of the API waits for the request, and not a delivery. */
  isForCaller?: boolean;
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

/** What of a webhook is at fault: an expression, or the format with the mapping it brings along. */
export type RefusedPart = 'format' | 'mapping' | 'header_mapping' | 'url_mapping';

export interface RefusedRequest {
  kind: 'refused';
  part: RefusedPart;
  /** A plain sentence for the customer, with the position in the expression where there is one. */
  detail: string;
  /** The same position, as JSONata counts; null where the fault has no place in an expression. */
  position: number | null;
  /** Whether an expression that the customer wrote has used up what it may: each further try costs as much. */
  isCostly: boolean;
}

export type RequestMaking = { kind: 'made'; request: MadeRequest } | RefusedRequest;

type MappedContent = Extract<MappingResult, { kind: 'value' }>;
type Part<T> = { kind: 'ok'; value: T } | RefusedRequest;

/** Makes requests from events, as the format and the mappings of a webhook say: whole, or not at all. */
@Injectable()
export class RequestMaker {
  constructor(
    private readonly mappings: MappingEngine,
    private readonly logger: Logger,
  ) {}

  /** Waits, within limits, until the content's expressions can be run: their processes start when first needed. */
  async ready(content: RequestContent): Promise<void> {
    const expressions = [bodyMappingOf(content), content.headerMapping, content.urlMapping];
    if (expressions.some((expression) => expression !== null)) await this.mappings.ready();
  }

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

  private async encode(order: RequestOrder): Promise<Part<EncodedBody>> {
    const { content } = order;
    const format = formatOf(content.format);
    const mapping = bodyMappingOf(content);
    const result = mapping === null ? null : await this.evaluate(mapping, order);
    const part = content.mapping === null ? 'format' : 'mapping';
    if (result?.kind === 'failed') {
      return part === 'format' ? formatFailed(format, result) : mappingFailed(part, result);
    }
    const encoding = this.write(format, order, result);
    if (encoding.kind === 'refused') return refused(part, encoding.detail);
    const { body } = encoding.encoded;
    // An event that was published is not too large to be sent as it is.
    if (body !== order.eventBody && Buffer.byteLength(body) > MAX_BODY_BYTES) {
      return refused(part, BODY_TOO_LARGE);
    }
    // PostgreSQL keeps the body as text, which cannot hold this one character.
    if (body.includes('\0')) {
      return refused(part, 'The body would contain the character U+0000; leave it out.');
    }
    return { kind: 'ok', value: encoding.encoded };
  }

  /** A format that throws would throw again at every try: the delivery is held like one that it refuses. */
  private write(format: Format, order: RequestOrder, result: MappedContent | null): Encoding {
    const { accountId, content, input, eventBody } = order;
    const { event, webhook } = input;
    const isMapped = result !== null;
    const context = { input, eventBody, options: content.formatOptions, isMapped };
    try {
      return format.encode(isMapped ? result.value : event, context);
    } catch (error) {
      this.logger.failure('format.failed', {
        account_id: accountId,
        webhook_id: webhook.id,
        event_id: event.id,
        event_type: event.type,
        format: format.name,
        error,
      });
      const detail = `The event could not be written for ${format.title}: the format has a fault, and the operators find it in their log.`;
      return { kind: 'refused', detail };
    }
  }

  private async mapHeaders(order: RequestOrder): Promise<Part<Record<string, string>>> {
    const { headerMapping } = order.content;
    if (headerMapping === null) return { kind: 'ok', value: {} };
    const result = await this.evaluate(headerMapping, order);
    if (result.kind === 'failed') return mappingFailed('header_mapping', result);
    const reading = readMappedHeaders(result.value);
    if (reading.kind === 'refused') return refused('header_mapping', reading.detail);
    return { kind: 'ok', value: reading.headers };
  }

  private async mapUrl(order: RequestOrder): Promise<Part<string>> {
    const { urlMapping } = order.content;
    const { url: webhookUrl } = order.input.webhook;
    if (urlMapping === null) return { kind: 'ok', value: webhookUrl };
    const result = await this.evaluate(urlMapping, order);
    if (result.kind === 'failed') return mappingFailed('url_mapping', result);
    const reading = readMappedUrl(result.value, webhookUrl);
    if (reading.kind === 'refused') return refused('url_mapping', reading.detail);
    return { kind: 'ok', value: reading.url };
  }

  private evaluate(
    expression: string,
    { accountId, isForCaller = false, input, content }: RequestOrder,
  ): Promise<MappingResult> {
    const isOurs = expression === formatOf(content.format).defaultMapping;
    const now = input.event.created;
    return this.mappings.evaluate({ accountId, isForCaller, expression, input, now, isOurs });
  }
}

/** The customer's, else the one that the format brings along, if it does. */
function bodyMappingOf({ mapping, format }: RequestContent): string | null {
  return mapping ?? formatOf(format).defaultMapping;
}

const MAPPINGS = {
  mapping: 'The mapping',
  header_mapping: 'The header mapping',
  url_mapping: 'The URL mapping',
} as const;

const COSTLY: ReadonlySet<MappingFailureCode> = new Set(['TIME_LIMIT', 'MEMORY_LIMIT', 'TOO_DEEP']);

function mappingFailed(part: keyof typeof MAPPINGS, { error }: FailedMapping): RefusedRequest {
  const { code, message, position } = error;
  const place = position === null ? '' : ` It is at character ${position} of the expression.`;
  const detail = `${MAPPINGS[part]} failed. ${message}${place}`;
  return { kind: 'refused', part, detail, position, isCostly: COSTLY.has(code) };
}

/** Nobody wrote the expression that a position would point into. */
function formatFailed({ title }: Format, { error }: FailedMapping): RefusedRequest {
  return refused('format', `The event could not be written for ${title}. ${error.message}`);
}

function refused(part: RefusedPart, detail: string): RefusedRequest {
  return { kind: 'refused', part, detail, position: null, isCostly: false };
}
