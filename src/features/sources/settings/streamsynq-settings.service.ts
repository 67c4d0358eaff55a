import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { Logger } from '../../../platform/logging';
import { type Actor, refuseBound } from '../../auth';
import { StreamsynqDoorsRepository } from '../streamsynq/persistence/streamsynq-doors.repository';
import { type SecretsRef } from './persistence/lead-source-secrets.repository';
import { SourceSecrets } from './source-secrets';

const SECRET_BYTES = 32;

export interface StreamsynqSettings {
  /** UUID: names the account in the address of the door. */
  userId: string;
  /** Null when bodies need not be signed. */
  signingSecret: string | null;
  isConsentRequired: boolean;
  /** When each older secret stops being good, newest first. */
  previousEnds: Date[];
}

/** What is left out stays as it is. */
export interface StreamsynqChanges {
  /** Null removes every secret. */
  signingSecret?: string | null;
  isConsentRequired?: boolean;
}

export interface StreamsynqRotation {
  gracePeriodSeconds: number;
  /** The customer's own new secret; left out, one is made: 32 random bytes in hexadecimal. */
  secret?: string;
}

/** How an account wants its door for the Streamsynq form. */
@Injectable()
export class StreamsynqSettingsService {
  constructor(
    private readonly doors: StreamsynqDoorsRepository,
    private readonly secrets: SourceSecrets,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError FORBIDDEN */
  async get(actor: Actor): Promise<StreamsynqSettings> {
    refuseBound(actor, 'Lead sources');
    const { userId, isConsentRequired } = await this.doors.open(actor.accountId);
    const [current, ...older] = await this.secrets.listLive(refOf(actor));
    return {
      userId,
      signingSecret: current?.secret ?? null,
      isConsentRequired,
      previousEnds: older.map(({ expiresAt }) => expiresAt!),
    };
  }

  /** A new secret ends all others at once. @throws AppError FORBIDDEN */
  update(actor: Actor, { signingSecret, isConsentRequired }: StreamsynqChanges): Promise<StreamsynqSettings> {
    return this.change(actor, 'lead_source.updated', async () => {
      if (isConsentRequired !== undefined) {
        await this.doors.requireConsent(actor.accountId, isConsentRequired);
      }
      if (signingSecret !== undefined) await this.secrets.replace(refOf(actor), signingSecret);
    });
  }

  /** @throws AppError FORBIDDEN, or RULE_VIOLATED when too many older secrets are still good */
  rotate(actor: Actor, { gracePeriodSeconds, secret: own }: StreamsynqRotation): Promise<StreamsynqSettings> {
    const secret = own ?? randomBytes(SECRET_BYTES).toString('hex');
    return this.change(actor, 'lead_source.secret_rotated', () =>
      this.secrets.rotate(refOf(actor), { secret, graceSeconds: gracePeriodSeconds }),
    );
  }

  private change(actor: Actor, stage: string, work: () => Promise<void>): Promise<StreamsynqSettings> {
    refuseBound(actor, 'Lead sources');
    return this.database.transaction(async () => {
      await this.doors.open(actor.accountId);
      await work();
      await this.database.afterCommit(() =>
        this.logger.info(stage, { account_id: actor.accountId, source: 'streamsynq' }),
      );
      return this.get(actor);
    });
  }
}

function refOf({ accountId }: Actor): SecretsRef {
  return { accountId, source: 'streamsynq' };
}
