import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../../core/errors/app-error';
import { Settings } from '../../../platform/config';
import { AccountsService } from '../../auth';
import { LeadSourceSecretsRepository } from '../settings/persistence/lead-source-secrets.repository';
import { hashSecret } from '../settings/source-secrets';

/** A CRM names no account; the secret it sends tells whose it is. */
@Injectable()
export class CrmGate {
  constructor(
    private readonly secrets: LeadSourceSecretsRepository,
    private readonly accounts: AccountsService,
    private readonly settings: Settings,
  ) {}

  /**
   * @param given the secrets that were sent, the preferred one first
   * @returns the id of the account: the one that set this secret, else, for the operator's, the first account
   * @throws AppError UNAVAILABLE when there is no secret at all, UNAUTHENTICATED when none of these is one
   */
  async pass(given: readonly string[]): Promise<string> {
    const hashes = given.map(hashSecret);
    const owner = (await this.secrets.findCrmAccount(hashes)) ?? (await this.ownerOfOperators(hashes));
    if (owner !== null) return owner;
    const isConfigured = this.settings.crmSecret !== null || (await this.secrets.hasCrmSecret());
    throw isConfigured ? unknownSecret() : notConfigured();
  }

  private async ownerOfOperators(hashes: Buffer[]): Promise<string | null> {
    const { crmSecret } = this.settings;
    if (crmSecret === null) return null;
    const expected = hashSecret(crmSecret);
    const isGiven = hashes.filter((hash) => timingSafeEqual(hash, expected)).length > 0;
    return isGiven ? ((await this.accounts.findFirst())?.id ?? null) : null;
  }
}

function unknownSecret(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'Send the CRM secret as Authorization: Bearer <secret> or as X-API-Key: <secret>.',
  );
}

function notConfigured(): AppError {
  return new AppError(
    'UNAVAILABLE',
    'No CRM secret is configured: set CRM_WEBHOOK_SECRET or CRM_CALLBACK_SECRET where the platform runs, or one ' +
      'for your account with PUT /v1/lead-sources/crm.',
  );
}
