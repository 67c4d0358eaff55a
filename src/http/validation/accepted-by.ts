import { registerDecorator } from 'class-validator';

/**
 * Lets a rule of core judge a field of a request.
 *
 * @param fault what is wrong with a value, as "must …"; null when nothing is, or when it is of another type,
 * which the field's own decorator says
 */
export function AcceptedBy(fault: (value: unknown) => string | null): PropertyDecorator {
  return (target, name) =>
    registerDecorator({
      name: 'acceptedBy',
      target: target.constructor,
      propertyName: name as string,
      validator: {
        validate: (value) => fault(value) === null,
        defaultMessage: (context) => fault(context?.value) ?? '',
      },
    });
}
