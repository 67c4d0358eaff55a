import { AppError } from '../../../../core/errors/app-error';
import { BooleanField, IntField } from '../../../../http';
import { type StreamsynqChanges, type StreamsynqRotation } from '../streamsynq-settings.service';
import { SecretField } from './secret-field.dto';

const DEFAULT_GRACE_SECONDS = 86_400;
const MAX_GRACE_SECONDS = 604_800;

/** What is left out stays as it is. */
export class UpdateStreamsynqDto {
  @SecretField({
    description: 'Bodies must be signed with this from now on, and with nothing else; null: they need not be',
    optional: true,
    nullable: true,
  })
  signing_secret?: string | null;

  @BooleanField({
    description: 'Whether a lead of this door without evidence of consent is held back',
    example: true,
    optional: true,
  })
  require_consent?: boolean;
}

/** @throws AppError VALIDATION_FAILED when nothing is to be changed */
export function toStreamsynqChanges(dto: UpdateStreamsynqDto): StreamsynqChanges {
  const { signing_secret: signingSecret, require_consent: isConsentRequired } = dto;
  if (signingSecret === undefined && isConsentRequired === undefined) {
    throw new AppError('VALIDATION_FAILED', 'Say what to change.', {
      fields: [{ pointer: '', detail: 'must have signing_secret or require_consent' }],
    });
  }
  return { signingSecret, isConsentRequired };
}

export class RotateStreamsynqDto {
  @IntField({
    description: 'How long the replaced secret stays good; 0 ends it, and every older one, at once',
    example: DEFAULT_GRACE_SECONDS,
    default: DEFAULT_GRACE_SECONDS,
    optional: true,
    min: 0,
    max: MAX_GRACE_SECONDS,
  })
  grace_period_seconds?: number;

  @SecretField({
    description: 'Your own new secret. Left out, one is made: 32 random bytes in hexadecimal',
    optional: true,
  })
  signing_secret?: string;
}

export function toStreamsynqRotation(dto: RotateStreamsynqDto): StreamsynqRotation {
  const { grace_period_seconds: seconds, signing_secret: secret } = dto;
  return { gracePeriodSeconds: seconds ?? DEFAULT_GRACE_SECONDS, secret };
}
