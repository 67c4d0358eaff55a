import { type Processor, Worker, type WorkerOptions } from 'bullmq';
import { type ReadySettings } from '../config';
import { workerOptions } from './queue-options';

/**
 * The worker class `@nestjs/bullmq` shall use. Nest gives a worker the connection of the queue's
 * producer, which fails fast; a worker has to wait instead, and its limits depend on settings and queue.
 */
export function workerClassFor(settings: ReadySettings) {
  return class DeliveryWorker extends Worker {
    constructor(name: string, processor: Processor, options: WorkerOptions) {
      super(name, processor, { ...options, ...workerOptions(name, settings) });
    }
  };
}
