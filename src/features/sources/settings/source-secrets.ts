import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../../core/errors/app-error';
import { Clock } from '../../../platform/clock';
import { Cipher } from '../../../platform/crypto';
import { Database } from '../../../platform/database';
import { newId } from '../../../platform/ids';
import { LeadSourceSecretsRepository, type SecretsRef } from './persistence/lead-source-secrets.repository';

/** Most secrets that are still good next to the current one. */
export const MAX_OLDER_SECRETS = 10;

export interface NextSecret {
  secret: string;
  graceSeconds: number;
}

export interface SourceSecret {
  readonly secret: string;
  /** Null for the current one. */
  readonly expiresAt: Date | null;
}

/** What other systems prove themselves with at our doors: encrypted in the database, found by hash. */
@Injectable()
export class SourceSecrets {
  constructor(
    private readonly secrets: LeadSourceSecretsRepository,
    private readonly cipher: Cipher,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Every secret that is good at this moment: the current one first, then the older ones, newest first. */
  async listLive(ref: SecretsRef): Promise<SourceSecret[]> {
    const stored = await this.secrets.listLive(ref, this.clock.now());
    return stored.map(({ id, sealed, expiresAt }) => ({
      secret: this.cipher.decrypt(sealed, id),
      expiresAt,
    }));
  }

  /**
   * Ends every secret at once and sets this one; null sets none.
   * @throws AppError ALREADY_EXISTS when another account has this secret for its CRM
   */
  replace(ref: SecretsRef, secret: string | null): Promise<void> {
    return this.database.transaction(async () => {
      await this.secrets.lock(ref);
      await this.secrets.deleteAll(ref);
      if (secret !== null) await this.insert(ref, secret);
    });
  }

  /**
   * Puts a new secret first; the one before stays good for `graceSeconds`, with 0 none does. Where there was
   * none, this sets it.
   * @throws AppError RULE_VIOLATED when too many older secrets are still good
   */
  rotate(ref: SecretsRef, { secret, graceSeconds }: NextSecret): Promise<void> {
    if (graceSeconds === 0) return this.replace(ref, secret);
    return this.database.transaction(async () => {
      await this.secrets.lock(ref);
      const now = this.clock.now();
      const live = await this.secrets.listLive(ref, now);
      if (live.length > MAX_OLDER_SECRETS) throw tooMany();
      await this.secrets.retire(ref, { now, end: new Date(now.getTime() + graceSeconds * 1000) });
      await this.insert(ref, secret);
    });
  }

  private async insert(ref: SecretsRef, secret: string): Promise<void> {
    const id = newId('lss');
    const sealed = this.cipher.encrypt(secret, id);
    const hash = hashSecret(secret);
    const isNew = await this.secrets.insert({ ...ref, id, sealed, hash, createdAt: this.clock.now() });
    if (!isNew) throw secretInUse();
  }
}

/** SHA-256: secrets are found, and compared in constant time, by it. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A CRM says who it is by its secret alone; whose the secret is already stays untold. */
export function secretInUse(): AppError {
  return new AppError('ALREADY_EXISTS', 'This secret cannot be used; choose another, made at random.', {
    fields: [{ pointer: '/secret', detail: 'must not be in use' }],
  });
}

function tooMany(): AppError {
  return new AppError(
    'RULE_VIOLATED',
    `${MAX_OLDER_SECRETS} older secrets are still good; wait until one ends, or end them all with a grace period of 0.`,
    {
      fields: [
        { pointer: '/grace_period_seconds', detail: 'must be 0 while so many older secrets are live' },
      ],
    },
  );
}
