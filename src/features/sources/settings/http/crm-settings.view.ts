import { BooleanField, TextField } from '../../../../http';
import { type CrmSettings } from '../crm-settings.service';

const SHOWN_CHARACTERS = 4;

export class CrmSettingsView {
  @TextField({
    description: 'The last characters of the secret of this account; null when it has none of its own',
    example: '…6e8f',
    nullable: true,
  })
  secret: string | null;

  @BooleanField({
    description:
      'Whether `CRM_WEBHOOK_SECRET` or `CRM_CALLBACK_SECRET` is set where the platform runs and stands for this account',
    example: false,
  })
  has_environment_secret: boolean;
}

export function toCrmSettingsView({ secret, hasEnvironmentSecret }: CrmSettings): CrmSettingsView {
  return {
    secret: secret === null ? null : `…${secret.slice(-SHOWN_CHARACTERS)}`,
    has_environment_secret: hasEnvironmentSecret,
  };
}
