import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger } from '../../../src/platform/logging';
import {
  MappingEngine,
  type MappingCheck,
  type MappingRequest,
  type MappingResult,
} from '../../../src/platform/mappings';
import { MappingTelemetry } from '../../../src/platform/mappings/mapping-telemetry';
import { type SandboxPoolOptions } from '../../../src/platform/mappings/sandbox-pool';
import { Metrics } from '../../../src/platform/metrics';
import { findSandboxEntry } from '../../support/sandbox-entry';

/** The engine, with one account's expressions unless a request names another. */
export interface EngineUnderTest {
  evaluate(request: Omit<MappingRequest, 'accountId'> & { accountId?: string }): Promise<MappingResult>;
  check(expression: string, accountId?: string): Promise<MappingCheck>;
  /** Why sandboxes were lost so far. */
  losses: unknown[];
  ready(): Promise<void>;
  onApplicationShutdown(): Promise<void>;
}

const LINES = { mostEach: 1000, most: 1000 };

/** An engine on the sandbox of the tree as it is; the caller shuts it down. */
export function startEngine(options: Partial<SandboxPoolOptions> = {}): EngineUnderTest {
  const limits = { size: 2, cpuMs: 250, wallMs: 1000, stalledMs: 20_000, startMs: 20_000 };
  const lines = { deliveries: LINES, callers: LINES };
  const entry = options.entry ?? findSandboxEntry();
  const isUnconfined = options.entry !== undefined;
  const losses: unknown[] = [];
  const logger = { warning: (_: string, { reason }: { reason: string }) => void losses.push(reason) };
  const telemetry = new MappingTelemetry(logger as unknown as Logger, new Metrics());
  const engine = new MappingEngine({ ...limits, isUnconfined, lines, ...options, entry }, telemetry);
  return {
    evaluate: (request) => engine.evaluate({ accountId: 'acct_1', ...request }),
    check: (expression, accountId = 'acct_1') => engine.check(accountId, expression),
    losses,
    ready: () => engine.ready(),
    onApplicationShutdown: () => engine.onApplicationShutdown(),
  };
}

/** A sandbox that behaves badly: `body` runs for every job and answers with `send(value, tookMs)`. @returns its entry */
export function fakeSandbox(directory: string, body: string): string {
  const entry = join(directory, 'sandbox.js');
  const source = `
    const fs = require('node:fs');
    const sendAnswer = (answer, tookMs = 50) =>
      process.send({ kind: 'answers', answers: [{ answer, tookMs }], isFull: false });
    const send = (value, tookMs) => sendAnswer({ kind: 'value', json: JSON.stringify(value) }, tookMs);
    process.on('disconnect', () => process.exit());
    process.on('message', (jobs) => jobs.forEach((job) => { ${body} }));
    process.send('ready');`;
  writeFileSync(entry, source);
  return entry;
}
