import { AcceptedBy, IntField, TextField } from '../../../http';
import { DEFAULT_GRACE_SECONDS, type Rotation } from '../webhook-secrets.service';
import { ownKeyFault } from './webhook-faults';

const MAX_GRACE_SECONDS = 604_800;

export class RotateSecretDto {
  @IntField({
    description: 'How long the replaced secret signs along; 0 ends it, and every older one, at once',
    example: DEFAULT_GRACE_SECONDS,
    default: DEFAULT_GRACE_SECONDS,
    optional: true,
    min: 0,
    max: MAX_GRACE_SECONDS,
  })
  grace_period_seconds?: number;

  @TextField({
    description:
      'Your own new secret: `whsec_` and the base64 of 24 to 64 bytes, or, where the webhook signs with Ed25519, ' +
      '`whsk_` and the base64 of 32 or 64. Left out, one is made',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    optional: true,
    maxLength: 100,
  })
  @AcceptedBy(ownKeyFault)
  secret?: string;
}

export function toRotation({ grace_period_seconds: gracePeriodSeconds, secret }: RotateSecretDto): Rotation {
  return { gracePeriodSeconds: gracePeriodSeconds ?? DEFAULT_GRACE_SECONDS, secret };
}
