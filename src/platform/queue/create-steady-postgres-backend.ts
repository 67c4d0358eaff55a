import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend } from 'bullmq';

/** What BullMQ's PostgreSQL backend and its connection have in common. */
interface Readiness {
  waitUntilReady(): Promise<unknown>;
  /** How the first call ended, remembered for all later ones. */
  readyPromise?: Promise<void> | undefined;
}

const PAUSE_MS = 1_000;

/**
 * BullMQ's PostgreSQL backend, made to outlive a bad start. By itself (6.7) it remembers a first connection that
 * failed for ever: producers never recover, and a worker fetches jobs in a loop that fails at once and never lets
 * the event loop turn, so the whole process stands still.
 */
export const createSteadyPostgresBackend: typeof createPostgresBackend = (...given) => {
  const backend = createPostgresBackend(...given);
  forgetFailures(backend as unknown as Readiness);
  forgetFailures((backend as unknown as { connection: Readiness }).connection);
  const moveToActive = backend.moveToActive.bind(backend);
  backend.moveToActive = (...fetched) =>
    moveToActive(...fetched).catch(async (error: unknown) => {
      await pause(PAUSE_MS);
      throw error;
    });
  return backend;
};

function forgetFailures(owner: Readiness): void {
  const waitUntilReady = owner.waitUntilReady.bind(owner);
  owner.waitUntilReady = () =>
    waitUntilReady().catch((error: unknown) => {
      owner.readyPromise = undefined;
      throw error;
    });
}
