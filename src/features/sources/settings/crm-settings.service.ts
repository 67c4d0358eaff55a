import { Injectable } from '@nestjs/common';
import { Settings } from '../../../platform/config';
import { Logger } from '../../../platform/logging';
import { AccountsService, type Actor, refuseBound } from '../../auth';
import { secretInUse, SourceSecrets } from './source-secrets';

export interface CrmSettings {
  /** The account's own secret, null when it has none. */
  secret: string | null;
  /** Whether the operator's secret, too, stands for this account. */
  hasEnvironmentSecret: boolean;
}

/** How an account knows its CRM. */
@Injectable()
export class CrmSettingsService {
  constructor(
    private readonly secrets: SourceSecrets,
    private readonly accounts: AccountsService,
    private readonly settings: Settings,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError FORBIDDEN */
  async get(actor: Actor): Promise<CrmSettings> {
    refuseBound(actor, 'Lead sources');
    const [current] = await this.secrets.listLive({ accountId: actor.accountId, source: 'crm' });
    return { secret: current?.secret ?? null, hasEnvironmentSecret: await this.hasOperators(actor) };
  }

  /**
   * @param secret null removes the account's own
   * @throws AppError FORBIDDEN, or ALREADY_EXISTS for a secret that stands for an account already
   */
  async setSecret(actor: Actor, secret: string | null): Promise<CrmSettings> {
    refuseBound(actor, 'Lead sources');
    if (secret !== null && secret === this.settings.crmSecret) throw secretInUse();
    await this.secrets.replace({ accountId: actor.accountId, source: 'crm' }, secret);
    this.logger.info('lead_source.updated', { account_id: actor.accountId, source: 'crm' });
    return this.get(actor);
  }

  private async hasOperators({ accountId }: Actor): Promise<boolean> {
    if (this.settings.crmSecret === null) return false;
    return (await this.accounts.findFirst())?.id === accountId;
  }
}
