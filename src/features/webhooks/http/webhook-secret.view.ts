import { NestedListField, TextField, TimeField } from '../../../http';
import { MAX_OLDER_SECRETS } from '../plan-rotation';
import { type RotatedSecret } from '../webhook-secrets.service';

const EXAMPLE = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwqf1b3VYw8kE=';

export class WebhookSecretView {
  @TextField({
    description: 'The current signing secret, or the `whsk_` key where Ed25519 signs',
    example: EXAMPLE,
  })
  secret: string;
}

export class OlderSecretView {
  @TimeField({ description: 'When it stops signing' })
  expires_at: string;
}

export class RotatedSecretView {
  @TextField({ description: 'The new signing secret', example: EXAMPLE })
  secret: string;

  @NestedListField({
    description: 'Older secrets that are still live, newest first; each signs along where the format can',
    of: () => OlderSecretView,
    maxItems: MAX_OLDER_SECRETS,
  })
  previous: OlderSecretView[];
}

export function toRotatedSecretView({ secret, previousEnds }: RotatedSecret): RotatedSecretView {
  return { secret, previous: previousEnds.map((end) => ({ expires_at: end.toISOString() })) };
}
