export { JobQueue, type QueuedJob } from './job-queue';
export { LeadQueue } from './lead-queue';
export { LeadQueueModule } from './lead-queue.module';
export { migrateQueue, prepareQueueBackend } from './prepare-queue-backend';
export { DELIVERY_QUEUE, LEAD_QUEUE } from './queue-options';
export { QueueModule } from './queue.module';
