import { type Command } from 'commander';
import {
  AccountsService,
  AuthModule,
  KeysService,
  toApiKeyView,
  toCreatedApiKeyView,
} from '../../features/auth';
import { type GrantedScope } from '../../http';
import { findAccount } from '../find-account';
import { createKey } from '../keys/create-key';
import { keyTable } from '../keys/key-records';
import { listAllKeys } from '../keys/list-all-keys';
import { withRooms } from '../open-rooms';
import { parseName, parseScopes, parseTime, wholeNumber } from '../parse-options';
import { type Session } from '../session';

interface CreateOptions {
  name: string;
  scopes: GrantedScope[];
  buyer?: string;
  rateLimit?: number;
  expires?: Date;
  test?: boolean;
}

const CREATE_EXAMPLES = `
Examples:
  $ synaptis keys create --name "Checkout service" --scopes events:write
  $ synaptis keys create --name Acme --scopes webhooks:write,webhooks:read --buyer buyer-acme --rate-limit 600
  $ KEY=$(synaptis keys create --name Operations --scopes '*' --expires 2030-01-01)`;

/** `keys`: what `/v1/api-keys` does, with the full rights of whoever can reach the database. */
export function addKeysCommands(program: Command, session: Session): void {
  const keys = program
    .command('keys')
    .summary('make, list and revoke API keys')
    .description('Manages API keys.');
  keys
    .command('create')
    .summary('make an API key')
    .description('Makes an API key and prints it, this one time: only its hash is stored.')
    .requiredOption('--name <text>', 'what the key is for', parseName)
    .requiredOption(
      '--scopes <list>',
      "what the key may do, separated by commas, or '*' for everything",
      parseScopes,
    )
    .option('--buyer <id>', 'bind the key to this buyer')
    .option(
      '--rate-limit <n>',
      'requests a minute (default: 120 for keys with only leads:*)',
      wholeNumber(1, 1_000_000),
    )
    .option('--expires <time>', 'when the key stops working', parseTime)
    .option('--test', 'begin the key with sk_test_; only a mark, and none on keys for leads (l2i_)')
    .addHelpText('after', CREATE_EXAMPLES)
    .action((options: CreateOptions) => create(session, options));
  keys
    .command('list')
    .description('Lists the API keys that are not revoked, newest first.')
    .addHelpText('after', '\nExample:\n  $ synaptis keys list')
    .action(() => list(session));
  keys
    .command('revoke')
    .description('Ends an API key at once. The last key that can manage keys stays.')
    .argument('<id>', 'the id of the key, as `keys list` shows it')
    .addHelpText('after', '\nExample:\n  $ synaptis keys revoke key_01kf0b3xw7e4z8m2q5v9c6t1sa')
    .action((id: string) => revoke(session, id));
}

async function create(session: Session, options: CreateOptions): Promise<void> {
  const { name, scopes, buyer = null, rateLimit = null, expires = null, test = false } = options;
  const mode = test ? 'test' : 'live';
  const wanted = {
    name,
    scopes,
    buyerId: buyer,
    rateLimitPerMinute: rateLimit,
    expiresAt: expires,
    mode,
  } as const;
  const { output, accountId } = session;
  const onFirstAccount = (key: string) =>
    output.note(`The first account was made as well; its first key (shown this once): ${key}`);
  await withKeys(session, async (rooms) => {
    const created = await createKey(rooms, { accountId, wanted, onFirstAccount });
    // Before anything is closed: nothing that fails there may lose the key.
    output.note(`${created.key.id} was made. This is the key; it is shown this once:`);
    output.answer(toCreatedApiKeyView(created), created.secret);
  });
}

async function list(session: Session): Promise<void> {
  const keys = await withKeys(session, async (rooms) => {
    const account = await findAccount(rooms.accounts, session.accountId);
    return listAllKeys(rooms.keys, { accountId: account.id, buyerId: null });
  });
  session.output.answer({ data: keys.map(toApiKeyView) }, keyTable(keys));
}

async function revoke(session: Session, id: string): Promise<void> {
  await withKeys(session, async (rooms) => {
    const account = await findAccount(rooms.accounts, session.accountId);
    await rooms.keys.revoke(account.id, id);
  });
  session.output.answer({ id, revoked: true }, `${id} is revoked.`);
}

function withKeys<T>(
  session: Session,
  work: (rooms: { accounts: AccountsService; keys: KeysService }) => Promise<T>,
): Promise<T> {
  return withRooms(session, [AuthModule], (context) => {
    const from = { strict: false };
    return work({ accounts: context.get(AccountsService, from), keys: context.get(KeysService, from) });
  });
}
