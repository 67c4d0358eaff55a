import { type ReadySettings } from '../config';
import { DELIVERY_QUEUE, LEAD_QUEUE, workerOptions } from './queue-options';

describe('workerOptions', () => {
  const settings = { redisUrl: null, databaseUrl: 'postgres://x', workerConcurrency: 100 } as ReadySettings;

  it('takes as many deliveries at a time as settings say, and few leads: those hold connections', () => {
    expect(workerOptions(DELIVERY_QUEUE, settings).concurrency).toBe(100);
    expect(workerOptions(LEAD_QUEUE, settings).concurrency).toBe(4);
  });
});
