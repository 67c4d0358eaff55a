import { Injectable } from '@nestjs/common';
import { AppError } from '../../../core/errors/app-error';
import { SourceSecrets } from '../settings/source-secrets';
import { type StreamsynqDoor, StreamsynqDoorsRepository } from './persistence/streamsynq-doors.repository';
import { isSignedByOne, type SignedBody } from './verify-signature';

/** RFC 9110, 11.6.1: a 401 says what would be accepted; no registered scheme is what this door's document asks. */
export const SIGNATURE_CHALLENGE = 'HMAC-SHA256 header="X-Streamsynq-Signature"';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Says whose door a request stands at, and whether it may come in. */
@Injectable()
export class StreamsynqGate {
  constructor(
    private readonly doors: StreamsynqDoorsRepository,
    private readonly secrets: SourceSecrets,
  ) {}

  /**
   * @param userId `user_id` of the query, whatever it is
   * @throws AppError VALIDATION_FAILED for a `user_id` that no account has; UNAUTHENTICATED when the account
   * has a signing secret and the body is not signed with it
   */
  async pass(userId: unknown, signed: SignedBody): Promise<StreamsynqDoor> {
    const door =
      typeof userId === 'string' && UUID.test(userId) ? await this.doors.findByUserId(userId) : null;
    if (!door) throw unknownUser();
    const live = await this.secrets.listLive({ accountId: door.accountId, source: 'streamsynq' });
    const secrets = live.map(({ secret }) => secret);
    if (secrets.length > 0 && !isSignedByOne(secrets, signed)) throw badSignature();
    return door;
  }
}

function unknownUser(): AppError {
  return new AppError('VALIDATION_FAILED', 'The address must carry the user_id of an account.', {
    fields: [{ pointer: '?user_id', detail: 'must be the UUID that GET /v1/lead-sources/streamsynq shows' }],
  });
}

function badSignature(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'X-Streamsynq-Signature must be the hex HMAC-SHA256 of the raw body with the signing secret of the account.',
    { challenge: SIGNATURE_CHALLENGE },
  );
}
