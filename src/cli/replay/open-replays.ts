import { AccountsService, type Actor, AuthModule } from '../../features/auth';
import { ReplaysModule, ReplaysService } from '../../features/replays';
import { findAccount } from '../find-account';
import { withRooms } from '../open-rooms';
import { type Session } from '../session';

/** Runs `work` with the service of the API's `/v1/replays`, for the whole account. */
export function withReplays<T>(
  session: Session,
  work: (replays: ReplaysService, actor: Actor) => Promise<T>,
): Promise<T> {
  return withRooms(session, [AuthModule, ReplaysModule], async (context) => {
    const from = { strict: false };
    const account = await findAccount(context.get(AccountsService, from), session.accountId);
    return work(context.get(ReplaysService, from), { accountId: account.id, buyerId: null });
  });
}
