import { type OpenAPIObject } from '@nestjs/swagger';
import { type Schema } from './schemas';
import { toOpenApi31 } from './to-openapi-31';

describe('toOpenApi31', () => {
  function convert(schema: Schema): unknown {
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: {},
      components: { schemas: { It: schema as object } },
    };
    return toOpenApi31(document).components?.schemas?.It;
  }

  it.each<[string, Schema, Schema]>([
    ['a schema', { type: 'string', example: 'a' }, { type: 'string', examples: ['a'] }],
    ['a null example', { example: null }, { examples: [null] }],
    ['properties', { properties: { a: { example: 1 } } }, { properties: { a: { examples: [1] } } }],
    ['items', { items: { example: 1 } }, { items: { examples: [1] } }],
    ['alternatives', { anyOf: [{ example: 1 }, {}] }, { anyOf: [{ examples: [1] }, {}] }],
    ['values of maps', { additionalProperties: { example: 1 } }, { additionalProperties: { examples: [1] } }],
  ])('writes the example of %s as a list', (_case, before, after) => {
    expect(convert(before)).toEqual(after);
  });

  it('takes a property that is named example for a property, and examples for data', () => {
    const schema = { properties: { example: { type: 'object' } }, example: { example: { example: 1 } } };
    expect(convert(schema)).toEqual({
      properties: { example: { type: 'object' } },
      examples: [{ example: { example: 1 } }],
    });
  });

  it('reaches the schemas of parameters, bodies and answers, and leaves examples beside them', () => {
    const media = { schema: { example: 1 }, example: 2 };
    const converted = { schema: { examples: [1] }, example: 2 };
    const { paths } = toOpenApi31({
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: {
        '/a': {
          post: {
            parameters: [{ name: 'limit', in: 'query', ...media }],
            requestBody: { content: { 'application/json': media } },
            responses: { '200': { description: '', content: { 'application/json': media } } },
          },
        },
      },
    });
    expect(paths['/a']!.post).toEqual({
      parameters: [{ name: 'limit', in: 'query', ...converted }],
      requestBody: { content: { 'application/json': converted } },
      responses: { '200': { description: '', content: { 'application/json': converted } } },
    });
  });
});
