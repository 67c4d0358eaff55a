import { type OpenAPIObject } from '@nestjs/swagger';
import { type Parameter } from './operations';
import { withPathParameters } from './path-parameters';

describe('withPathParameters', () => {
  function describedIn(path: string, parameter: Parameter): unknown {
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: { [path]: { get: { parameters: [parameter], responses: {} } } },
    };
    return withPathParameters(document).paths[path]!.get!.parameters![0];
  }

  it('tells what is named by the collection in front of the parameter', () => {
    expect(describedIn('/v1/webhooks/{id}/secret', { name: 'id', in: 'path', required: true })).toEqual({
      name: 'id',
      in: 'path',
      required: true,
      description: 'Id of the webhook',
      example: expect.stringMatching(/^wh_/),
    });
  });

  it.each<[string, string, Parameter]>([
    [
      'what the controller says',
      '/v1/webhooks/{id}',
      { name: 'id', in: 'path', description: 'Mine', example: 'x' },
    ],
    ['parameters elsewhere', '/v1/webhooks/{id}', { name: 'id', in: 'query' }],
    ['unknown collections', '/v1/widgets/{id}', { name: 'id', in: 'path' }],
  ])('leaves %s alone', (_case, path, parameter) => {
    expect(describedIn(path, parameter)).toEqual(parameter);
  });
});
