import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { formatSecret, formatSigningKey } from '../../core/signing';
import { Clock } from '../../platform/clock';
import { Cipher } from '../../platform/crypto';
import { Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type KeyKind } from '../connectors';
import { keyFault, keyKindOf, kindOfKey } from './key-kind';
import { WebhookSecretsRepository } from './persistence/webhook-secrets.repository';
import { MAX_OLDER_SECRETS, planRotation } from './plan-rotation';

const SECRET_BYTES = 32;
/** How long a replaced secret signs along unless told. */
export const DEFAULT_GRACE_SECONDS = 86_400;

export interface Rotation {
  gracePeriodSeconds: number;
  /** The customer's own new secret, already checked; one is made when it is left out. */
  secret?: string;
}

export interface RotatedSecret {
  secret: string;
  /** When each older secret stops signing, newest first. */
  previousEnds: Date[];
}

/** Signing secrets and `whsk_` keys: encrypted in the database, shown to their owner only. */
@Injectable()
export class WebhookSecrets {
  constructor(
    private readonly secrets: WebhookSecretsRepository,
    private readonly cipher: Cipher,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Stores the current secret of a webhook that has none.
   *
   * @param kind what the format of the webhook signs with
   * @param own the customer's own secret; left out, one is made of 32 random bytes
   * @throws AppError VALIDATION_FAILED when the customer's own is of another kind
   */
  async create(webhookId: string, kind: KeyKind, own?: string): Promise<string> {
    const fault = own === undefined ? null : keyFault(own, kind);
    if (fault !== null) throw wrongKind(fault);
    const secret = own ?? makeSecret(kind);
    const id = newId('whs');
    const sealed = this.cipher.encrypt(secret, id);
    await this.secrets.insert({ id, webhookId, sealed, expiresAt: null, createdAt: this.clock.now() });
    return secret;
  }

  /** The current secret. @throws AppError NOT_FOUND when the webhook is gone */
  async reveal(webhookId: string): Promise<string> {
    const current = await this.secrets.findCurrent(webhookId);
    return current ? this.cipher.decrypt(current.sealed, current.id) : notFound();
  }

  /**
   * Puts a new secret first. The replaced one signs along until the grace period is over.
   *
   * @throws AppError NOT_FOUND, VALIDATION_FAILED when the customer's own is of another kind than the format signs
   * with, or RULE_VIOLATED when too many older secrets are still live
   */
  async rotate(webhookId: string, rotation: Rotation): Promise<RotatedSecret> {
    return (await this.replace(webhookId, rotation)) ?? tooMany();
  }

  /**
   * Gives a webhook whose format signs with another kind of key by now a new one of that kind. The replaced one
   * signs along for a day, where the format can still do that.
   *
   * @returns false when too many older secrets are still live
   * @throws AppError NOT_FOUND
   */
  async fit(webhookId: string, kind: KeyKind): Promise<boolean> {
    const current = await this.reveal(webhookId);
    if (kindOfKey(current) === kind) return true;
    return (await this.replace(webhookId, { gracePeriodSeconds: DEFAULT_GRACE_SECONDS })) !== null;
  }

  /** @returns null when too many older secrets are still live */
  private replace(
    webhookId: string,
    { gracePeriodSeconds, secret: own }: Rotation,
  ): Promise<RotatedSecret | null> {
    return this.database.transaction(async () => {
      // Rotations of one webhook happen one after another: there is one current secret at any time.
      const choice = await this.secrets.lockWebhook(webhookId);
      if (!choice) notFound();
      const now = this.clock.now();
      const olderEnds = await this.secrets.findOlderEnds(webhookId, now);
      const plan = planRotation({ now, gracePeriodSeconds, olderEnds });
      if (plan.kind === 'too_many') return null;
      const [replacedEnd] = plan.previous;
      await this.secrets.retire(webhookId, { now, replacedEnd: replacedEnd ?? null });
      const secret = await this.create(webhookId, keyKindOf(choice), own);
      await this.tell(webhookId, plan.previous.length);
      return { secret, previousEnds: plan.previous };
    });
  }

  private tell(webhookId: string, older: number): Promise<void> {
    const fields = { webhook_id: webhookId, older_secrets: older };
    return this.database.afterCommit(() => this.logger.info('webhook.secret_rotated', fields));
  }
}

function makeSecret(kind: KeyKind): string {
  const bytes = randomBytes(SECRET_BYTES);
  return kind === 'signing_key' ? formatSigningKey(bytes) : formatSecret(bytes);
}

function wrongKind(detail: string): AppError {
  return new AppError('VALIDATION_FAILED', 'Some fields cannot be accepted: /secret.', {
    fields: [{ pointer: '/secret', detail }],
  });
}

function notFound(): never {
  throw new AppError('NOT_FOUND', 'There is no webhook with this id.');
}

function tooMany(): never {
  throw new AppError(
    'RULE_VIOLATED',
    `${MAX_OLDER_SECRETS} older secrets still sign; wait until one ends, or end them all with a grace period of 0.`,
    {
      fields: [
        { pointer: '/grace_period_seconds', detail: 'must be 0 while so many older secrets are live' },
      ],
    },
  );
}
