import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger } from '../../../src/platform/logging';
import { MappingEngine } from '../../../src/platform/mappings';
import { MappingTelemetry } from '../../../src/platform/mappings/mapping-telemetry';
import { type SandboxPoolOptions } from '../../../src/platform/mappings/sandbox-pool';
import { Metrics } from '../../../src/platform/metrics';
import { builtProject } from '../../support/built-project';

const silent = { warning: () => undefined } as unknown as Logger;

/** An engine on the sandbox of the tree as it is; the caller shuts it down. */
export function startEngine(options: Partial<SandboxPoolOptions> = {}): MappingEngine {
  const limits = { size: 2, queueLength: 1000, cpuMs: 250, wallMs: 1000, stalledMs: 20_000, startMs: 20_000 };
  const entry = options.entry ?? join(builtProject(), 'src/platform/mappings/sandbox/main.js');
  const telemetry = new MappingTelemetry(silent, new Metrics());
  return new MappingEngine({ ...limits, ...options, entry }, telemetry);
}

/** A sandbox that behaves badly: `body` runs for every job and answers with `send`. @returns its entry */
export function fakeSandbox(directory: string, body: string): string {
  const entry = join(directory, 'sandbox.js');
  const source = `
    const fs = require('node:fs');
    const send = (value) => process.send({ kind: 'value', json: JSON.stringify(value) });
    process.on('disconnect', () => process.exit());
    process.on('message', (job) => { ${body} });
    process.send('ready');`;
  writeFileSync(entry, source);
  return entry;
}
