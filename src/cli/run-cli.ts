import { Command, CommanderError } from 'commander';
import { PLATFORM_VERSION } from '../platform/config';
import { addKeysCommands } from './commands/keys.command';
import { addMigrateCommand } from './commands/migrate.command';
import { addReplayCommands } from './commands/replay.command';
import { addVerifyCommand } from './commands/verify.command';
import { describeFailure } from './describe-failure';
import { EXIT, EXIT_CODE_HELP, type ExitCode } from './exit-codes';
import { type CommonOptions, Session, type Surroundings } from './session';

/**
 * Runs one command.
 *
 * @param args what stands behind the program's name
 * @returns the exit code; never throws
 */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  // Until the arguments are understood: a script that asked for JSON gets the complaint as JSON, too.
  const session = new Session(surroundings, args.includes('--json'));
  try {
    await createProgram(session).parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const failure = describeFailure(error);
    session.output.failure(failure);
    if (session.isVerbose && error instanceof Error) session.output.note(error.stack ?? '');
    return failure.exitCode;
  }
}

function createProgram(session: Session): Command {
  const { stdout, stderr } = session.surroundings;
  const program = new Command('synaptis')
    .description('Runs and inspects Synaptis Webhooks from a terminal, with the settings of the environment.')
    .version(PLATFORM_VERSION)
    .option('--json', 'answer in JSON on standard output; notes stay on standard error')
    .option('--account <id>', 'act for this account instead of the first one')
    .option('--verbose', 'show the log on standard error')
    .configureHelp({ showGlobalOptions: true })
    // Complaints are written once, by runCli, in the form that was asked for.
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => undefined,
    })
    .addHelpText('afterAll', EXIT_CODE_HELP)
    .exitOverride()
    .hook('preAction', (command) => session.configure(command.opts<CommonOptions>()));
  addMigrateCommand(program, session);
  addKeysCommands(program, session);
  addVerifyCommand(program, session);
  addReplayCommands(program, session);
  return program;
}
