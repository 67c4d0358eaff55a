export { JobQueue, type QueuedJob } from './job-queue';
export { migrateQueue, prepareQueueBackend } from './prepare-queue-backend';
export { DELIVERY_QUEUE } from './queue-options';
export { QueueModule } from './queue.module';
