#!/usr/bin/env node
import 'reflect-metadata';
import { processEnvironment } from '../platform/config';
import { runCli } from './run-cli';

async function main(): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const environment = processEnvironment();
  // Not process.exit: what was written to a pipe must get there.
  process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, environment });
}

void main();
