import { type SendOutcome, type Verdict } from '../../core/delivery';
import { type Pace } from '../../core/pacing';

/** In the order of the catalogue. */
export const FORMAT_NAMES = [
  'synaptis',
  'leadsbot',
  'standard',
  'cloudevents',
  'slack',
  'discord',
  'telegram',
  'teams',
  'google_sheets',
  'csv',
  'ndjson',
  'form',
  'xml',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** An event as every delivery carries it. */
export interface EventEnvelope {
  id: string;
  type: string;
  created: string;
  data: Record<string, unknown>;
  api_version: string;
}

/** What a format and a mapping may see. */
export interface MappingInput {
  event: EventEnvelope;
  webhook: { id: string; url: string; description: string | null; metadata: Record<string, string> };
  buyer: { id: string; name: string } | null;
}

/** The options of a webhook's format, checked by the format's own `readOptions`. */
export type FormatOptions = Readonly<Record<string, unknown>>;

/** A body with the type it is announced as. */
export interface EncodedBody {
  contentType: string;
  body: string;
  /** Headers that belong to the content, such as `ce-id`; made once and kept with the body. */
  headers: Record<string, string>;
}

export interface SigningInput {
  /** Live `whsec_` secrets, the current one first; or `whsk_` keys where the format signs with those. */
  secrets: readonly string[];
  eventId: string;
  /** Unix seconds of the attempt. */
  timestamp: number;
  body: string;
}

export type Encoding =
  | { kind: 'encoded'; encoded: EncodedBody }
  /** What the mapping gave cannot be written in this format; a plain sentence for the customer. */
  | { kind: 'refused'; detail: string };

/** What deliveries are signed with: a shared `whsec_` secret, or a `whsk_` key whose public half verifies. */
export type KeyKind = 'secret' | 'signing_key';

export type OptionsReading =
  { kind: 'ok'; options: FormatOptions } | { kind: 'invalid'; fields: { pointer: string; detail: string }[] };

/**
 * One way to write, sign and judge a delivery. Pure: everything it needs is handed to it.
 * A format is one folder below `formats/`, a name in `FORMAT_NAMES` and an entry in `formats/index.ts`, which the compiler
 * asks for; nothing else knows which there are.
 */
export interface Format {
  name: FormatName;
  title: string;
  /** For the catalogue, in a sentence. */
  description: string;
  /** JSON Schema of the options, null where there are none. */
  optionsSchema: Readonly<Record<string, unknown>> | null;
  readOptions(given: FormatOptions): OptionsReading;
  /**
   * The JSONata expression that makes the content when a webhook has no `mapping` of its own; users start
   * theirs from it. Null: the content is the event itself.
   */
  defaultMapping: string | null;
  /**
   * Writes the content: what the mapping gave, or the event.
   * @param eventBody the event's stored bytes, for formats that send them as they are
   */
  encode(
    content: unknown,
    context: { input: MappingInput; eventBody: string; options: FormatOptions; isMapped: boolean },
  ): Encoding;
  /** Which kind of key new webhooks get, for a format whose `sign` takes both; the others sign with secrets only. */
  keyKind?(options: FormatOptions): KeyKind;
  /** The headers that sign one attempt; empty where the destination knows no signature. */
  sign(input: SigningInput): Record<string, string>;
  /** What an answer means, by the destination's own rule. */
  judge(outcome: SendOutcome): Verdict;
  /** How fast the destination takes messages, where it says so. */
  pace?(options: FormatOptions): Pace;
}
