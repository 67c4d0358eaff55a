import { ERROR_CODES } from '../../core/errors/app-error';
import { problemExample } from './problem-examples';
import { type Schema } from './schemas';

/** The one shape of every failure (RFC 9457). */
export const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'Problem details (RFC 9457). Branch on `code`, show `detail` to people, quote `request_id`.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: 'A name for the kind of problem; the same as `code`',
    },
    title: { type: 'string', description: 'What `code` means, in a few words' },
    status: { type: 'integer', description: 'The HTTP status of this answer' },
    detail: { type: 'string', description: 'What went wrong this time and what would help, for people' },
    code: { type: 'string', enum: Object.keys(ERROR_CODES), description: 'Stable and made for programs' },
    errors: {
      type: 'array',
      description: 'Every value at fault, where single values are',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'JSON pointer (RFC 6901) into the body, or `?name` for a query parameter',
          },
          detail: { type: 'string', description: 'What would be accepted' },
        },
      },
    },
    request_id: { type: 'string', description: 'The same as in `X-Request-Id`' },
  },
  examples: [problemExample('VALIDATION_FAILED')],
};
