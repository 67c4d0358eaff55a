import { registerDecorator } from 'class-validator';

/** Bounds how many keys an object has at its top. */
export function HasMostProperties(most: number): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'hasMostProperties',
      target: target.constructor,
      propertyName: propertyName as string,
      options: { message: `$property must have at most ${most} keys` },
      validator: {
        // What is no object is told by another check.
        validate: (value) => typeof value !== 'object' || value === null || Object.keys(value).length <= most,
      },
    });
}
