import { type OpenAPIObject } from '@nestjs/swagger';
import { findUndocumentedRoutes } from './find-undocumented-routes';
import { type Operation } from './operations';
import { type Schema } from './schemas';

describe('findUndocumentedRoutes', () => {
  const schemas: Record<string, Schema> = {
    Good: { type: 'object', properties: { id: { type: 'string', description: 'Id' } } },
    Bad: { type: 'object', properties: { id: { type: 'string' } } },
    Tree: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        children: { type: 'array', description: 'Below', items: { $ref: '#/components/schemas/Tree' } },
      },
    },
  };
  const jsonOf = (name: string) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` }, example: {} },
  });
  const complete: Operation = {
    summary: 'Make it',
    tags: ['Things'],
    parameters: [{ name: 'id', in: 'path', description: 'Id' }],
    requestBody: { content: jsonOf('Good') },
    responses: { '200': { description: '', content: jsonOf('Good') } },
  };

  function gapsOf(change: Partial<Operation>): string[] {
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      tags: [{ name: 'Things', description: 'All of them' }, { name: 'Bare' }],
      paths: { '/v1/things/{id}': { post: { ...complete, ...change } } },
      components: { schemas: schemas as Record<string, object> },
    };
    return findUndocumentedRoutes(document, [{ method: 'POST', url: '/v1/things/:id' }]).map((gap) =>
      gap.replace('POST /v1/things/:id ', ''),
    );
  }

  const responding = (content: object) => ({ responses: { '200': { description: '', ...content } } });

  it('finds nothing missing in a complete operation', () => {
    expect(gapsOf({})).toEqual([]);
  });

  it.each<[string, Partial<Operation>, string]>([
    ['summary', { summary: '' }, 'has no summary'],
    ['tag', { tags: [] }, 'has no tag'],
    ['description of a tag', { tags: ['Bare'] }, 'has the tag "Bare", which is not described'],
    ['known tag', { tags: ['Widget'] }, 'has the tag "Widget", which is not described'],
    [
      'description of a parameter',
      { parameters: [...complete.parameters!, { name: 'limit', in: 'query' }] },
      'has no description of the query parameter limit',
    ],
    ['path parameter', { parameters: [] }, 'does not have the path parameter id'],
    [
      'example of the body',
      { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } },
      'has no example of its body',
    ],
    [
      'description of a body field',
      { requestBody: { content: jsonOf('Bad') } },
      'has no description of /id in its body',
    ],
    ['schema of the answer', responding({}), 'has no schema of its 200 response'],
    ['success', { responses: { '404': { description: '' } } }, 'has no success response'],
    [
      'description of an answer field',
      responding({ content: jsonOf('Bad') }),
      'has no description of /id in its 200 response',
    ],
    [
      'description in a schema that holds itself',
      responding({ content: jsonOf('Tree') }),
      'has no description of /name in its 200 response',
    ],
  ])('finds a missing %s', (_case, change, gap) => {
    expect(gapsOf(change)).toEqual([gap]);
  });

  it('looks into lists, alternatives and references with words of their own', () => {
    const schema = {
      type: 'object',
      properties: {
        list: { type: 'array', description: 'List', items: { $ref: '#/components/schemas/Bad' } },
        maybe: { description: 'Maybe', anyOf: [{ $ref: '#/components/schemas/Bad' }, { type: 'null' }] },
        told: { description: 'Told here', allOf: [{ $ref: '#/components/schemas/Bad' }] },
      },
    };
    expect(gapsOf(responding({ content: { 'application/json': { schema } } }))).toEqual([
      'has no description of /list/-/id in its 200 response',
      'has no description of /maybe/id in its 200 response',
      'has no description of /told/id in its 200 response',
    ]);
  });

  it('asks for no schema where there is no body', () => {
    expect(gapsOf({ responses: { '204': { description: '' } } })).toEqual([]);
  });

  it('finds routes that are not in the document, under every method but those Fastify adds', () => {
    const document: OpenAPIObject = { openapi: '3.1.0', info: { title: '', version: '1' }, paths: {} };
    const routes = [
      { method: ['GET', 'HEAD'], url: '/v1/a/:id/b' },
      { method: 'DELETE', url: '/v1/a/:id' },
      { method: 'GET', url: '/docs/*' },
      { method: 'GET', url: '/openapi.json' },
    ];
    expect(findUndocumentedRoutes(document, routes)).toEqual([
      'GET /v1/a/:id/b is not in the document',
      'DELETE /v1/a/:id is not in the document',
    ]);
  });
});
