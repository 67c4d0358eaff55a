import { AcceptedBy, IntField, TextField } from '../../../http';
import { type Rotation } from '../webhook-secrets.service';
import { secretFault } from './webhook-faults';

const DEFAULT_GRACE_SECONDS = 86_400;
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
    description: 'Your own new secret: `whsec_` and the base64 of 24 to 64 bytes. Left out, one is made',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    optional: true,
    maxLength: 100,
  })
  @AcceptedBy(secretFault)
  secret?: string;
}

export function toRotation({ grace_period_seconds: gracePeriodSeconds, secret }: RotateSecretDto): Rotation {
  return { gracePeriodSeconds: gracePeriodSeconds ?? DEFAULT_GRACE_SECONDS, secret };
}
