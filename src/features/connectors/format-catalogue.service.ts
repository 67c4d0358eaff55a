import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { buildEventBody } from '../../core/event-types';
import { type Format, type FormatName, FORMAT_NAMES, type FormatOptions, type KeyKind } from './format';
import { formatOf } from './formats';
import { sampleInput } from './formats/sample-input';
import { REQUEST_METHODS, type RequestMethod } from './request-content';
import { type MadeRequest, RequestMaker } from './request-maker';
import { exampleKeyOf, isSigned, signExample } from './sign-example';

/** A delivery of the example of a built-in event type. */
export interface FormatSample {
  eventType: string;
  options: FormatOptions;
  /** Content type, what belongs to the body, and the signature made with the example key. */
  headers: Record<string, string>;
  contentType: string;
  body: string;
}

export interface FormatEntry {
  format: Format;
  methods: readonly RequestMethod[];
  /** Null where the destination knows no signature. */
  signature: { headers: string[]; keys: KeyKind[]; exampleKey: string } | null;
  sample: FormatSample;
}

const INPUT = sampleInput('lead.verified');
const { id, type, created, data, api_version: apiVersion } = INPUT.event;
const EVENT_BODY = buildEventBody({ id, type, created, data, apiVersion });
/** No account's: samples have a line of their own. */
const ORDERED_BY = { accountId: 'catalogue', isForCaller: true };
const NO_MAPPINGS = { mapping: null, headerMapping: null, urlMapping: null };

/** What formats there are, for those who choose one. */
@Injectable()
export class FormatCatalogue {
  /** Samples are the same for ever; each is made when it is first asked for. */
  private readonly entries = new Map<FormatName, FormatEntry>();

  constructor(private readonly maker: RequestMaker) {}

  /**
   * In the order of the catalogue.
   *
   * @param page `before`: the name the page before ended with
   * @returns up to `limit + 1` entries; the one too many says that there are more
   * @throws AppError UNAVAILABLE when samples cannot be made at the moment
   */
  async list(page: { limit: number; before: string | null }): Promise<FormatEntry[]> {
    const names: readonly string[] = FORMAT_NAMES;
    const from = page.before === null ? 0 : names.indexOf(page.before) + 1;
    return Promise.all(FORMAT_NAMES.slice(from, from + page.limit + 1).map((name) => this.entryOf(name)));
  }

  /** @throws AppError NOT_FOUND, or UNAVAILABLE as `list` */
  async get(name: string): Promise<FormatEntry> {
    const known = FORMAT_NAMES.find((one) => one === name);
    if (known === undefined) {
      throw new AppError(
        'NOT_FOUND',
        `There is no format with this name; there are ${FORMAT_NAMES.join(', ')}.`,
      );
    }
    return this.entryOf(known);
  }

  private async entryOf(name: FormatName): Promise<FormatEntry> {
    const entry = this.entries.get(name) ?? (await this.makeEntry(formatOf(name)));
    this.entries.set(name, entry);
    return entry;
  }

  private async makeEntry(format: Format): Promise<FormatEntry> {
    const options = sampleOptionsOf(format);
    const { headers, body } = await this.makeSample(format, options);
    const timestamp = Math.floor(Date.parse(created) / 1000);
    const signature = signExample(format, options, { eventId: id, timestamp, body });
    const contentType = headers['content-type'] ?? '';
    return {
      format,
      methods: REQUEST_METHODS,
      signature: isSigned(format)
        ? {
            headers: Object.keys(signature),
            keys: format.keyKind ? ['secret', 'signing_key'] : ['secret'],
            exampleKey: exampleKeyOf(format, options),
          }
        : null,
      sample: { eventType: type, options, contentType, headers: { ...headers, ...signature }, body },
    };
  }

  private async makeSample(format: Format, formatOptions: FormatOptions): Promise<MadeRequest> {
    const content = { format: format.name, formatOptions, method: 'POST', ...NO_MAPPINGS } as const;
    const making = await this.maker.make({ ...ORDERED_BY, content, input: INPUT, eventBody: EVENT_BODY });
    if (making.kind === 'made') return making.request;
    throw new Error(`The sample of ${format.name} cannot be made: ${making.detail}`);
  }
}

/** Required options as their schema shows them, the others with their defaults. */
function sampleOptionsOf(format: Format): FormatOptions {
  const { properties = {}, required = [] } = (format.optionsSchema ?? {}) as {
    properties?: Record<string, { examples?: unknown[] }>;
    required?: string[];
  };
  const given = Object.fromEntries(required.map((option) => [option, properties[option]?.examples?.[0]]));
  const reading = format.readOptions(given);
  if (reading.kind === 'ok') return reading.options;
  throw new Error(`The schema of ${format.name} shows options that it does not take`);
}
