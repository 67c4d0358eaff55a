import { registerDecorator } from 'class-validator';
import { isTimeZone } from '../../../core/leads';

export function IsTimeZone(): PropertyDecorator {
  return (target, name) =>
    registerDecorator({
      name: 'isTimeZone',
      target: target.constructor,
      propertyName: name as string,
      options: { message: '$property must be an IANA time zone such as America/Chicago' },
      validator: { validate: (value) => typeof value === 'string' && isTimeZone(value) },
    });
}
