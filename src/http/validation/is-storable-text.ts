import { registerDecorator } from 'class-validator';

/** PostgreSQL stores neither NUL nor half of a surrogate pair; both are refused instead of changed. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function IsStorableText(each: boolean): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isStorableText',
      target: target.constructor,
      propertyName: propertyName as string,
      options: { message: `$property must not contain NUL characters or broken Unicode`, each },
      validator: { validate: (value) => typeof value !== 'string' || isStorableText(value) },
    });
}
