import { type OpenAPIObject } from '@nestjs/swagger';
import { withRequestExamples } from './request-examples';
import { type Schema } from './schemas';

describe('withRequestExamples', () => {
  const schemas: Record<string, Schema> = {
    Event: {
      type: 'object',
      required: ['type', 'data'],
      properties: {
        type: { type: 'string', examples: ['lead.verified'] },
        data: { type: 'object', examples: [{ score: 92 }] },
        buyer_id: { type: 'string' },
      },
    },
  };

  function exampleOf(media: object): unknown {
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: {
        '/a': { post: { requestBody: { content: { 'application/json': media } }, responses: {} } },
      },
      components: { schemas: schemas as Record<string, object> },
    };
    const { requestBody } = withRequestExamples(document).paths['/a']!.post!;
    return requestBody && 'content' in requestBody && requestBody.content['application/json']?.example;
  }

  it('is made of the examples of the fields, without fields that have none and need none', () => {
    expect(exampleOf({ schema: { $ref: '#/components/schemas/Event' } })).toEqual({
      type: 'lead.verified',
      data: { score: 92 },
    });
  });

  it('reaches through lists of references', () => {
    const events = { type: 'array', items: { $ref: '#/components/schemas/Event' } };
    expect(exampleOf({ schema: { properties: { events } } })).toEqual({
      events: [{ type: 'lead.verified', data: { score: 92 } }],
    });
  });

  it('reaches through what may be null', () => {
    const event = { anyOf: [{ $ref: '#/components/schemas/Event' }, { type: 'null' }] };
    expect(exampleOf({ schema: { properties: { event } } })).toEqual({
      event: { type: 'lead.verified', data: { score: 92 } },
    });
  });

  it('is not made when a required field has no example', () => {
    const schema = { required: ['url'], properties: { url: { type: 'string' }, name: { examples: ['x'] } } };
    expect(exampleOf({ schema })).toBeUndefined();
  });

  it('is not made of nothing', () => {
    expect(exampleOf({ schema: { properties: { name: { type: 'string' } } } })).toBeUndefined();
  });

  it('gives way to an example of the body itself', () => {
    expect(exampleOf({ schema: { $ref: '#/components/schemas/Event' }, example: { mine: true } })).toEqual({
      mine: true,
    });
  });

  it('refuses a reference without a target', () => {
    expect(() => exampleOf({ schema: { $ref: '#/components/schemas/Missing' } })).toThrow(
      'The OpenAPI document has no #/components/schemas/Missing',
    );
  });
});
