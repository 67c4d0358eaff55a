import { BUILTIN_EVENT_TYPES } from '../../../core/event-types';
import { type MappingInput } from '../format';

/**
 * What a mapping sees of the example of a built-in event type, with a made-up webhook and buyer.
 *
 * @param type another type than a built-in one gets `data` as it is
 */
export function sampleInput(type: string, data?: Record<string, unknown>): MappingInput {
  const example = BUILTIN_EVENT_TYPES.find(({ name }) => name === type)?.example ?? {};
  return {
    event: {
      id: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
      type,
      created: '2026-01-15T10:30:00.000Z',
      data: data ?? { ...example },
      api_version: '2024-01-01',
    },
    webhook: {
      id: 'wh_01kevbny6gfj4t2r8a5x0c9dqs',
      url: 'https://receiver.example.com/webhooks',
      description: 'CRM',
      metadata: { team: 'sales' },
    },
    buyer: { id: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d', name: 'Gulf Coast Solar' },
  };
}
