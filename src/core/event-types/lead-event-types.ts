import {
  BOOLEAN,
  COUNT,
  dataSchema,
  nullable,
  objectSchema,
  SCORE,
  TEXT,
  TIMESTAMP,
  type BuiltinEventType,
  type JsonSchema,
} from './data-schema';

/** What every event about a whole lead carries of it: the words of `POST /v1/leads`. */
const FIELDS_BUT_PHONE: Record<string, JsonSchema> = {
  source: nullable(TEXT),
  email: nullable(TEXT),
  state: nullable(TEXT),
  first_name: TEXT,
  last_name: TEXT,
  name: TEXT,
  address: TEXT,
  city: TEXT,
  postal_code: TEXT,
  attribution: { type: 'object', additionalProperties: TEXT },
  inquiry: { type: 'object' },
  consent: nullable(
    objectSchema({ consent_timestamp: TIMESTAMP, consent_text_version: TEXT, source_url: TEXT }),
  ),
  custom_fields: { type: 'object' },
  source_lead_id: nullable(TEXT),
  crm_lead_id: nullable(TEXT),
  eligible: { ...BOOLEAN, description: 'Whether the lead may be contacted' },
  ineligible_reason: nullable(TEXT),
};
const PHONE: JsonSchema = { ...TEXT, description: 'E.164' };
const LEAD_FIELDS = { phone: nullable(PHONE), ...FIELDS_BUT_PHONE };

const LEAD_EXAMPLE = {
  source: 'web_form',
  phone: '+12025550143',
  email: 'dana.reyes@example.com',
  state: 'FL',
  first_name: 'Dana',
  last_name: 'Reyes',
  postal_code: '33611',
  consent: {
    consent_timestamp: '2026-01-15T10:29:41.000Z',
    consent_text_version: 'quote-form-v2',
    source_url: 'https://www.example.com/quote',
  },
  custom_fields: { roof_type: 'tile' },
  source_lead_id: null,
  crm_lead_id: null,
  eligible: true,
  ineligible_reason: null,
};

const LEAD_SUBMITTED: BuiltinEventType = {
  name: 'lead.submitted',
  description:
    'A lead has come in and is stored. Nothing about it has been checked yet but whether it may be contacted.',
  schema: dataSchema({ lead_id: TEXT, timestamp: TIMESTAMP }, LEAD_FIELDS),
  example: { lead_id: 'lead_456def', ...LEAD_EXAMPLE, timestamp: '2026-01-15T10:29:42.000Z' },
  filterExamples: [
    {
      description: 'Leads from some states that may be contacted',
      filter: { data: { state: { $in: ['TX', 'FL'] }, eligible: true } },
    },
    {
      description: 'Leads that have an e-mail address and a roof of tile',
      filter: { data: { email: { $exist: true, $neq: null }, custom_fields: { roof_type: 'tile' } } },
    },
  ],
};

const LEAD_CALL_REQUESTED: BuiltinEventType = {
  name: 'lead.call_requested',
  description: 'A lead that may be contacted has come in by a door that asks for a call; for diallers.',
  schema: dataSchema({ lead_id: TEXT, phone: PHONE, timestamp: TIMESTAMP }, FIELDS_BUT_PHONE),
  example: { lead_id: 'lead_456def', ...LEAD_EXAMPLE, timestamp: '2026-01-15T10:29:42.000Z' },
  filterExamples: [
    {
      description: 'Calls to numbers of one area code, whatever the source but one',
      filter: { data: { phone: { $startsWith: '+1202' }, source: { $neq: 'import' } } },
    },
  ],
};

const LEAD_CRM_UPDATED: BuiltinEventType = {
  name: 'lead.crm_updated',
  description: 'The CRM has told news of a lead. `payload` is what it sent, as it sent it.',
  schema: dataSchema({
    lead_id: TEXT,
    crm_lead_id: TEXT,
    event_type: TEXT,
    payload: { type: 'object' },
    timestamp: TIMESTAMP,
  }),
  example: {
    lead_id: 'lead_456def',
    crm_lead_id: 'crm-abc-456',
    event_type: 'status_changed',
    payload: { crm_lead_id: 'crm-abc-456', event_type: 'status_changed', status: 'qualified' },
    timestamp: '2026-01-15T10:41:07.000Z',
  },
  filterExamples: [
    {
      description: 'News of one kind, by what the CRM sent',
      filter: { data: { event_type: 'status_changed', payload: { status: { $in: ['qualified', 'won'] } } } },
    },
  ],
};

/** What spoke against the lead, rule by rule. */
const RULES: JsonSchema = {
  type: 'array',
  items: objectSchema({ rule: TEXT, points: COUNT }, { detail: TEXT }),
};

const LEAD_VERIFIED: BuiltinEventType = {
  name: 'lead.verified',
  description:
    'All checks of a lead have run, with or without a good result; `routing_decision` says what follows.',
  schema: dataSchema(
    {
      lead_id: TEXT,
      verification_status: { type: 'string', enum: ['passed', 'failed'] },
      timestamp: TIMESTAMP,
    },
    {
      quality_score: SCORE,
      checks: objectSchema(
        {},
        {
          email: objectSchema({ valid: nullable(BOOLEAN) }, { deliverable: nullable(BOOLEAN) }),
          phone: objectSchema({ valid: nullable(BOOLEAN) }, { type: nullable(TEXT) }),
          address: objectSchema({ valid: nullable(BOOLEAN) }, { standardized: nullable(BOOLEAN) }),
          duplicate: objectSchema({ is_duplicate: BOOLEAN }, { lead_id: nullable(TEXT) }),
          fraud: objectSchema(
            { risk_score: SCORE },
            { risk_level: { type: 'string', enum: ['low', 'medium', 'high'] }, rules: RULES },
          ),
        },
      ),
      deductions: RULES,
      routing_decision: { type: 'string', enum: ['approved', 'rejected', 'held'] },
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
  filterExamples: [
    { description: 'Good leads', filter: { data: { quality_score: { $gte: 90 } } } },
    {
      description: 'Approved leads with a mobile number and little risk',
      filter: {
        data: {
          routing_decision: 'approved',
          checks: { phone: { type: 'mobile' }, fraud: { risk_level: { $in: ['low', 'medium'] } } },
        },
      },
    },
  ],
};

const LEAD_DISTRIBUTED: BuiltinEventType = {
  name: 'lead.distributed',
  description:
    'A lead has been assigned to a buyer, whose webhooks get it in full. That they received it is told by ' +
    '`delivery.success`.',
  schema: dataSchema(
    { lead_id: TEXT, buyer_id: TEXT, timestamp: TIMESTAMP },
    {
      ...LEAD_FIELDS,
      verification_status: { type: 'string', enum: ['passed', 'failed'] },
      quality_score: SCORE,
    },
  ),
  example: {
    lead_id: 'lead_456def',
    buyer_id: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    ...LEAD_EXAMPLE,
    verification_status: 'passed',
    quality_score: 92,
    timestamp: '2026-01-15T10:30:02.000Z',
  },
  filterExamples: [
    {
      description: 'Good leads, or any from one state',
      filter: { $or: [{ data: { quality_score: { $gt: 80 } } }, { data: { state: 'FL' } }] },
    },
  ],
};

export const LEAD_EVENT_TYPES: readonly BuiltinEventType[] = [
  LEAD_SUBMITTED,
  LEAD_CALL_REQUESTED,
  LEAD_VERIFIED,
  LEAD_DISTRIBUTED,
  LEAD_CRM_UPDATED,
];
