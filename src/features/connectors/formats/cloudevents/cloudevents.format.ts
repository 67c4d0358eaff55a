import { judge } from '../../../../core/delivery';
import { type EventEnvelope, type Format } from '../../format';
import { encodeJson } from '../encode-json';
import { encoded } from '../encoding';
import { choice, formatOptions } from '../format-options';
import { signStandard } from '../sign-standard';
import { percentEncode } from './percent-encode';
import { source, type CloudEventsOptions } from './source';

const DATA_TYPE = 'application/json';

/** Receivers answer 431 to headers that are too long, and percent-encoding triples most of these. */
const SUBJECT_BYTES = 256;

/** What a String must not contain (CloudEvents 1.0.2 section "Type System"). */
const NOT_ALLOWED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** CloudEvents 1.0 over HTTP. A mapping gives the event's data; the attributes stay the platform's. */
export const cloudeventsFormat: Format = {
  name: 'cloudevents',
  title: 'CloudEvents',
  description: 'CloudEvents 1.0, structured or binary, signed by Standard Webhooks headers.',
  ...formatOptions({
    mode: choice(
      'structured: everything in the body; binary: the data in the body, the rest in ce- headers.',
      ['structured', 'binary'],
    ),
    source,
  }),
  defaultMapping: null,
  encode(content, { input: { event }, options, isMapped }) {
    const data = isMapped ? content : event.data;
    const dataJson = encodeJson(data, DATA_TYPE);
    if (dataJson.kind === 'refused') return dataJson;
    const given = options as unknown as CloudEventsOptions;
    const attributes = attributesOf(event, given.source);
    if (given.mode === 'binary') return encoded({ ...dataJson.encoded, headers: headersOf(attributes) });
    return encodeJson(
      { ...attributes, datacontenttype: DATA_TYPE, data },
      'application/cloudevents+json; charset=utf-8',
    );
  },
  sign: signStandard,
  judge,
};

/** In the order of the specification; `apiversion` is an extension attribute. */
function attributesOf(event: EventEnvelope, sourceUri: string): Record<string, string> {
  const subject = event.data['lead_id'];
  return {
    specversion: '1.0',
    id: event.id,
    source: sourceUri,
    type: event.type,
    ...(isSubject(subject) && { subject }),
    time: event.created,
    apiversion: event.api_version,
  };
}

/** A String of CloudEvents 1.0 that fits in a header; the attribute is optional, and the data has the id anyway. */
function isSubject(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || NOT_ALLOWED.test(value)) return false;
  return Buffer.byteLength(value) <= SUBJECT_BYTES;
}

function headersOf(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`ce-${name}`, percentEncode(value)]),
  );
}
