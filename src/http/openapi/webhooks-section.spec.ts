import { type OpenAPIObject } from '@nestjs/swagger';
import { BUILTIN_EVENT_TYPES } from '../../core/event-types';
import { EXAMPLE_SECRET, verifyStandardSignature, verifySynaptisSignature } from '../../core/signing';
import { type Operation, parametersOf } from './operations';
import { withWebhooks } from './webhooks-section';

describe('withWebhooks', () => {
  const bare: OpenAPIObject = { openapi: '3.1.0', info: { title: '', version: '1' }, paths: {} };
  const document = withWebhooks(bare, BUILTIN_EVENT_TYPES);

  function operationOf(type: string): Operation {
    return document.webhooks![type]!.post!;
  }

  function bodyOf(type: string) {
    const { requestBody } = operationOf(type);
    if (!requestBody || '$ref' in requestBody) throw new Error('no body');
    return requestBody.content['application/json']!;
  }

  function headersOf(type: string): Record<string, string> {
    return Object.fromEntries(
      parametersOf(operationOf(type)).map(({ name, example }) => [name, String(example)]),
    );
  }

  it.each(BUILTIN_EVENT_TYPES.map(({ name }) => name))(
    'shows an example of %s whose signatures verify',
    (type) => {
      const headers = headersOf(type);
      const body = JSON.stringify(bodyOf(type).example);
      const timestamp = headers['webhook-timestamp']!;
      const common = { body, secret: EXAMPLE_SECRET, nowSeconds: Number(timestamp) };
      expect(verifySynaptisSignature({ ...common, header: headers['x-synaptis-signature']! }).kind).toBe(
        'valid',
      );
      expect(
        verifyStandardSignature({
          ...common,
          id: headers['webhook-id']!,
          timestamp,
          signature: headers['webhook-signature']!,
        }).kind,
      ).toBe('valid');
    },
  );

  it('names all headers of a delivery', () => {
    expect(Object.keys(headersOf('lead.verified'))).toEqual([
      'x-synaptis-signature',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'x-synaptis-event',
      'x-synaptis-delivery',
      'x-synaptis-attempt',
      'user-agent',
    ]);
  });

  it('wraps the schema of the data in the envelope', () => {
    expect(bodyOf('lead.verified').schema).toEqual({ $ref: '#/components/schemas/LeadVerifiedEvent' });
    expect(document.components?.schemas?.LeadVerifiedEvent).toMatchObject({
      required: ['id', 'type', 'created', 'data', 'api_version'],
      properties: {
        type: { const: 'lead.verified' },
        data: { $ref: '#/components/schemas/LeadVerifiedData' },
      },
    });
    expect(document.components?.schemas?.LeadVerifiedData).toMatchObject({
      required: ['lead_id', 'verification_status', 'timestamp'],
    });
  });

  it('says what follows from each answer of the receiver', () => {
    expect(Object.keys(operationOf('bid.won').responses).toSorted()).toEqual([
      '2XX',
      '410',
      '429',
      '503',
      'default',
    ]);
  });

  it('leaves schemas of their own dialect to documents of their own', () => {
    expect(JSON.stringify(document)).not.toContain('$schema');
  });
});
