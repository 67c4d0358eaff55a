import { type OpenAPIObject } from '@nestjs/swagger';
import { type Operation } from './operations';
import { withRequiredScopes } from './required-scopes';

describe('withRequiredScopes', () => {
  function convert(operation: object): Operation {
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: { '/a': { get: { responses: {}, ...operation } } },
    };
    return withRequiredScopes(document).paths['/a']!.get!;
  }

  it('names the scope in the security requirement and behind the description', () => {
    const secured = { security: [{ apiKey: [] }], 'x-required-scope': 'events:read' };
    expect(convert({ ...secured, description: 'Newest first.' })).toMatchObject({
      security: [{ apiKey: ['events:read'] }],
      description: 'Newest first.\n\nNeeds the scope `events:read`.',
    });
    expect(convert(secured).description).toBe('Needs the scope `events:read`.');
  });

  it('leaves public calls alone', () => {
    expect(convert({ summary: 'Look' })).toEqual({ responses: {}, summary: 'Look' });
  });
});
