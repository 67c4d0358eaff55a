import { join } from 'node:path';
import { builtProject } from './built-project';
import { type NodeResult, type NodeRun, runNode } from './run-node';

/** The command line as it is shipped: compiled, and run as a process of its own. */
export class BuiltCli {
  private readonly entry = join(builtProject(), 'src/cli/main.js');

  /** Runs a command to its end. */
  run(args: string[], run: NodeRun = {}): Promise<NodeResult> {
    return runNode([this.entry, ...args], run);
  }
}
