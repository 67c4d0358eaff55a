import { type JsonSchema } from '../event-types';
import { FILTER_EXAMPLES } from './filter-examples';
import { FILTER_LIMITS, MAX_ACCOUNT_COST } from './filter-limits';
import { MAX_ELEMENTS } from './filterable-body';

const { bytes, conditions, depth, suffixes, suffixLength, textLength, values, valuesOfIn } = FILTER_LIMITS;

const SCALAR: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };
const ORDERED: JsonSchema = { type: ['string', 'number'] };
const TEXT: JsonSchema = { type: 'string', maxLength: textLength };
const VALUES: JsonSchema = { type: 'array', items: SCALAR, minItems: 1, maxItems: valuesOfIn };

const DESCRIPTION = `Which events the webhook wants beyond their types; without a filter it gets them all.

Objects name fields from the outside in, beginning with \`type\`, \`buyer_id\` or \`data\`. A plain value must be equal; \
several fields or operators in one object must all hold. Operators: \`$eq $neq $gt $gte $lt $lte $in $nin $startsWith \
$endsWith $exist\` below a field, \`$or $and $not\` anywhere.

- An array matches when one of its elements does, and a field below an array is that field of its elements; each \
condition may be met by another element. Arrays directly inside arrays are not looked into.
- Values of different types are neither equal nor in any order: \`90\` is not \`"90"\`.
- \`$neq\`, \`$nin\` and \`$not\` are the exact opposite of what they negate, so they hold for a missing field. \`null\` \
is a value; \`$exist\` tells whether the field is there.
- Text compares exactly, by code points; times compare as text, so write them as the event does.
- Names in events that begin with \`$\` cannot be filtered by.

At most ${bytes} bytes, ${depth} objects deep, ${conditions} conditions with ${values} values in all, ${valuesOfIn} \
values in one \`$in\`, ${textLength} characters in a text, ${suffixes} \`$endsWith\` of ${suffixLength} characters. Of an \
event's arrays the first ${MAX_ELEMENTS.toLocaleString('en')} elements count. The filters of all webhooks of an account may \
cost ${MAX_ACCOUNT_COST.toLocaleString('en')} comparisons for each value they look at; an ordinary filter costs about ten.`;

/** The `filter` of a webhook as a JSON Schema 2020-12 for the documentation; `compileFilter` is the judge. */
export const FILTER_SCHEMA: JsonSchema = {
  type: 'object',
  description: DESCRIPTION,
  minProperties: 1,
  properties: {
    type: { $ref: '#/$defs/condition' },
    buyer_id: { $ref: '#/$defs/condition' },
    data: { $ref: '#/$defs/condition' },
    $or: { type: 'array', items: { $ref: '#' }, minItems: 1 },
    $and: { type: 'array', items: { $ref: '#' }, minItems: 1 },
    $not: { $ref: '#' },
  },
  additionalProperties: false,
  examples: FILTER_EXAMPLES.map(({ filter }) => filter),
  $defs: {
    condition: {
      type: ['object', 'string', 'number', 'boolean', 'null'],
      minProperties: 1,
      properties: {
        $eq: SCALAR,
        $neq: SCALAR,
        $gt: ORDERED,
        $gte: ORDERED,
        $lt: ORDERED,
        $lte: ORDERED,
        $in: VALUES,
        $nin: VALUES,
        $startsWith: TEXT,
        $endsWith: { type: 'string', maxLength: suffixLength },
        $exist: { type: 'boolean' },
        $or: { type: 'array', items: { $ref: '#/$defs/condition' }, minItems: 1 },
        $and: { type: 'array', items: { $ref: '#/$defs/condition' }, minItems: 1 },
        $not: { $ref: '#/$defs/condition' },
      },
      patternProperties: { '^[^$]': { $ref: '#/$defs/condition' }, '^$': { $ref: '#/$defs/condition' } },
      additionalProperties: false,
    },
  },
};
