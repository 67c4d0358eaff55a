import { CommanderError } from 'commander';
import { AppError } from '../core/errors/app-error';
import { EmbeddedPostgresInUseError, EmbeddedPostgresUnsupportedError } from '../platform/embedded-postgres';
import { CliError } from './cli-error';
import { describeFailure } from './describe-failure';

describe('describeFailure', () => {
  it.each([
    [new AppError('NOT_FOUND', 'There is none.'), 'NOT_FOUND', 1],
    [new AppError('RULE_VIOLATED', 'It may not be.'), 'RULE_VIOLATED', 1],
    [new AppError('VALIDATION_FAILED', 'It is wrong.'), 'VALIDATION_FAILED', 2],
    [new AppError('UNAVAILABLE', 'It is away.'), 'UNAVAILABLE', 3],
    [new CliError('INVALID_SETTINGS', 'PORT is wrong.'), 'INVALID_SETTINGS', 2],
    [new CliError('SCHEMA_OUTDATED', 'Migrate first.'), 'SCHEMA_OUTDATED', 2],
    [new CliError('NO_WORKER', 'Nobody works.'), 'NO_WORKER', 3],
    [new EmbeddedPostgresInUseError('/data', 7), 'UNAVAILABLE', 3],
    [new EmbeddedPostgresUnsupportedError('No programs.'), 'INVALID_SETTINGS', 2],
  ])('keeps the sentence of %s', (error, code, exitCode) => {
    expect(describeFailure(error)).toEqual({ code, exitCode, message: error.message });
  });

  it('says that the database is away, not how its driver puts it', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
    expect(describeFailure(refused)).toEqual({
      code: 'UNAVAILABLE',
      message: 'The database cannot be reached.',
      exitCode: 3,
    });
  });

  it('names the options that stand for the fields of the API', () => {
    const fields = [
      { pointer: '/rate_limit_per_minute', detail: 'must be small' },
      { pointer: '/scopes', detail: 'must be known' },
    ];
    const { message } = describeFailure(new AppError('VALIDATION_FAILED', 'Wrong.', { fields }));
    expect(message).toBe('Wrong. (--rate-limit must be small; --scopes must be known)');
  });

  it('makes a sentence of what the parser of arguments says', () => {
    const error = new CommanderError(
      1,
      'commander.unknownOption',
      "error: unknown option '--foo'\n(Did you mean --fob?)",
    );
    expect(describeFailure(error)).toEqual({
      code: 'USAGE',
      message: "Unknown option '--foo' (Did you mean --fob?)",
      exitCode: 2,
    });
  });

  it('calls everything else unforeseen, in one line', () => {
    expect(describeFailure(new TypeError('x is undefined\nand more'))).toEqual({
      code: 'INTERNAL',
      message: 'Something unforeseen happened: x is undefined',
      exitCode: 1,
    });
  });
});
