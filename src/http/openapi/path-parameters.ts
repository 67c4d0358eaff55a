import { type OpenAPIObject } from '@nestjs/swagger';
import { mapOperations, type Parameter } from './operations';

interface Named {
  description: string;
  example: string;
}

/** What a parameter names is told by the collection in front of it: `/v1/webhooks/{id}`. */
const BY_COLLECTION: Record<string, Named> = {
  'api-keys': { description: 'Id of the API key', example: 'key_01kejz4m9cf6ytmz8r3t5b7n2d' },
  buyers: { description: 'Id of the buyer', example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d' },
  deliveries: { description: 'Id of the delivery', example: 'dlv_01kf0k8y20f2etkqh7pcw9xz4m' },
  'event-types': { description: 'Name of the event type', example: 'lead.verified' },
  events: { description: 'Id of the event', example: 'evt_01kf0k8y20f2etja3vn6y8b1ke' },
  formats: { description: 'Name of the format', example: 'slack' },
  leads: { description: 'Id of the lead', example: 'lead_01kf0k8y20f2etja3vn6y8b1ke' },
  pings: { description: 'Id of the ping', example: 'ping_01kf0k8y20f2etja3vn6y8b1ke' },
  replays: { description: 'Id of the replay', example: 'rpl_01kf0mw3s8f0rtq5n2c7d9x4ab' },
  webhooks: { description: 'Id of the webhook', example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs' },
};

/** Describes parameters in paths; those that a controller describes itself stay as they are. */
export function withPathParameters(document: OpenAPIObject): OpenAPIObject {
  return mapOperations(document, ({ path, operation }) => ({
    ...operation,
    ...(operation.parameters && {
      parameters: operation.parameters.map((parameter) =>
        'name' in parameter && parameter.in === 'path' ? describeParameter(path, parameter) : parameter,
      ),
    }),
  }));
}

function describeParameter(path: string, parameter: Parameter): Parameter {
  const segments = path.split('/');
  const collection = segments[segments.indexOf(`{${parameter.name}}`) - 1] ?? '';
  return { ...BY_COLLECTION[collection], ...parameter };
}
