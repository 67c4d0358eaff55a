import { applyDecorators } from '@nestjs/common';
import { normalisePhone } from '../../core/leads';
import { AcceptedBy } from './accepted-by';
import { TextField } from './fields';

/** Longest text anybody writes a phone number in. */
const MAX_LENGTH = 32;

interface PhoneOptions {
  description: string;
  optional?: boolean;
}

/** A phone number in any form `normalisePhone` reads; the field keeps the text as it came. */
export function PhoneField(options: PhoneOptions): PropertyDecorator {
  return applyDecorators(
    TextField({ example: '5551234567', maxLength: MAX_LENGTH, ...options }),
    AcceptedBy(phoneFault),
  );
}

function phoneFault(value: unknown): string | null {
  const isPhone = typeof value === 'string' && normalisePhone(value) !== null;
  return isPhone ? null : 'must be a 10-digit US number or E.164, such as +12025550143';
}
