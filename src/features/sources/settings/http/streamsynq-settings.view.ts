import { BooleanField, NestedListField, TextField, TimeField } from '../../../../http';
import { MAX_OLDER_SECRETS } from '../source-secrets';
import { type StreamsynqSettings } from '../streamsynq-settings.service';

export class OlderSigningSecretView {
  @TimeField({ description: 'When it stops being good' })
  expires_at: string;
}

export class StreamsynqSettingsView {
  @TextField({
    description: 'Names the account: `POST /api/webhooks/lead?user_id=…`. It never changes',
    example: '7d2f1c9e-0b53-4c68-9f0a-2b8f7d3b6a10',
    format: 'uuid',
  })
  user_id: string;

  @TextField({
    description: 'What bodies are signed with; null when they need not be',
    example: '9b2f6c4e8a1d3f5070c2b4e6d8fa1c3e5b7d9f0a2c4e6081b3d5f7092a4c6e8f',
    nullable: true,
  })
  signing_secret: string | null;

  @BooleanField({
    description: 'Whether a lead of this door without evidence of consent is held back',
    example: false,
  })
  require_consent: boolean;

  @NestedListField({
    description: 'Older signing secrets that are still good, newest first',
    of: () => OlderSigningSecretView,
    maxItems: MAX_OLDER_SECRETS,
  })
  previous: OlderSigningSecretView[];
}

export function toStreamsynqSettingsView(settings: StreamsynqSettings): StreamsynqSettingsView {
  return {
    user_id: settings.userId,
    signing_secret: settings.signingSecret,
    require_consent: settings.isConsentRequired,
    previous: settings.previousEnds.map((end) => ({ expires_at: end.toISOString() })),
  };
}
