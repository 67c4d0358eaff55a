import { rm } from 'node:fs/promises';
import { type EmbeddedPostgres } from '../../src/platform/embedded-postgres';

export default async function globalTeardown(): Promise<void> {
  const { testPostgres, testDataDir } = globalThis as unknown as {
    testPostgres: EmbeddedPostgres;
    testDataDir: string;
  };
  await testPostgres.stop();
  await rm(testDataDir, { recursive: true, force: true });
}
