import { registerDecorator, type ValidationArguments } from 'class-validator';

export interface ObjectLimits {
  /** Keys at its top. */
  maxProperties: number;
  /** Of its compact JSON in UTF-8. */
  maxBytes: number;
}

/** Bounds an object that callers fill as they like. What is no object is told by another check. */
export function IsObjectWithin({ maxProperties, maxBytes }: ObjectLimits): PropertyDecorator {
  const hasMany = (value: object) => Object.keys(value).length > maxProperties;
  const isLarge = (value: object) =>
    maxBytes !== Infinity && Buffer.byteLength(JSON.stringify(value)) > maxBytes;
  return (target, propertyName) =>
    registerDecorator({
      name: 'isObjectWithin',
      target: target.constructor,
      propertyName: propertyName as string,
      options: {
        message: ({ value }: ValidationArguments) =>
          hasMany(value as object)
            ? `$property must have at most ${maxProperties} keys`
            : `$property must be at most ${maxBytes} bytes of JSON`,
      },
      validator: {
        validate: (value) =>
          typeof value !== 'object' || value === null || !(hasMany(value) || isLarge(value)),
      },
    });
}
