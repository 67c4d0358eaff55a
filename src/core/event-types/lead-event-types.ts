import {
  AMOUNT,
  BOOLEAN,
  CURRENCY,
  dataSchema,
  objectSchema,
  SCORE,
  TEXT,
  TIMESTAMP,
  type BuiltinEventType,
} from './data-schema';

const LEAD_SUBMITTED: BuiltinEventType = {
  name: 'lead.submitted',
  description: 'A lead has come in and is stored. Nothing about it has been checked yet.',
  schema: dataSchema(
    { lead_id: TEXT, source: TEXT, timestamp: TIMESTAMP },
    {
      contact: objectSchema(
        {},
        { first_name: TEXT, last_name: TEXT, email: TEXT, phone: TEXT, postal_code: TEXT },
      ),
      consent: objectSchema({ given_at: TIMESTAMP }, { text_version: TEXT, source_url: TEXT }),
    },
  ),
  example: {
    lead_id: 'lead_456def',
    source: 'web_form',
    contact: {
      first_name: 'Dana',
      last_name: 'Reyes',
      email: 'dana.reyes@example.com',
      phone: '+12025550143',
      postal_code: '33611',
    },
    consent: {
      given_at: '2026-01-15T10:29:41.000Z',
      text_version: 'quote-form-v2',
      source_url: 'https://www.example.com/quote',
    },
    timestamp: '2026-01-15T10:29:42.000Z',
  },
};

const LEAD_VERIFIED: BuiltinEventType = {
  name: 'lead.verified',
  description:
    'All checks of a lead have run, with or without a good result; `routing_decision` says what follows.',
  schema: dataSchema(
    {
      lead_id: TEXT,
      verification_status: { type: 'string', enum: ['passed', 'failed', 'review'] },
      timestamp: TIMESTAMP,
    },
    {
      quality_score: SCORE,
      checks: objectSchema(
        {},
        {
          email: objectSchema({ valid: BOOLEAN }, { deliverable: BOOLEAN }),
          phone: objectSchema({ valid: BOOLEAN }, { type: TEXT }),
          address: objectSchema({ valid: BOOLEAN }, { standardized: BOOLEAN }),
          duplicate: objectSchema({ is_duplicate: BOOLEAN }),
          fraud: objectSchema(
            { risk_score: SCORE },
            { risk_level: { type: 'string', enum: ['low', 'medium', 'high'] } },
          ),
        },
      ),
      routing_decision: { type: 'string', enum: ['approved', 'rejected', 'review'] },
    },
  ),
  example: {
    lead_id: 'lead_456def',
    verification_status: 'passed',
    quality_score: 92,
    checks: {
      email: { valid: true, deliverable: true },
      phone: { valid: true, type: 'mobile' },
      address: { valid: true, standardized: true },
      duplicate: { is_duplicate: false },
      fraud: { risk_score: 12, risk_level: 'low' },
    },
    routing_decision: 'approved',
    timestamp: '2026-01-15T10:30:00.000Z',
  },
};

const LEAD_DISTRIBUTED: BuiltinEventType = {
  name: 'lead.distributed',
  description: 'A lead has been assigned to a buyer. That the buyer has received it is told by other events.',
  schema: dataSchema(
    { lead_id: TEXT, buyer_id: TEXT, timestamp: TIMESTAMP },
    { campaign_id: TEXT, is_exclusive: BOOLEAN, price: AMOUNT, currency: CURRENCY },
  ),
  example: {
    lead_id: 'lead_456def',
    buyer_id: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    campaign_id: 'solar-florida',
    is_exclusive: true,
    price: 42.5,
    currency: 'USD',
    timestamp: '2026-01-15T10:30:02.000Z',
  },
};

export const LEAD_EVENT_TYPES: readonly BuiltinEventType[] = [
  LEAD_SUBMITTED,
  LEAD_VERIFIED,
  LEAD_DISTRIBUTED,
];
