import 'reflect-metadata';
import { type Type } from '@nestjs/common';

/** How a field is read from a request, where it is not taken as it came. */
type Reader = (value: unknown) => unknown;

const READER_METADATA = 'synaptis:reader';

export function ReadBy(read: Reader): PropertyDecorator {
  return (target, name) => Reflect.defineMetadata(READER_METADATA, read, target, name);
}

/**
 * Makes a DTO of a parsed body or query. Only fields that hold DTOs themselves are looked into: what callers
 * send as data stays the very object it was parsed to, whatever its keys are called.
 */
export function toInstance<T extends object>(Dto: Type<T>, plain: object): T {
  const instance = new Dto();
  for (const [name, value] of Object.entries(plain)) {
    const read = Reflect.getMetadata(READER_METADATA, Dto.prototype as object, name) as Reader | undefined;
    // Assigning to `__proto__` would change the instance's class instead of making a field.
    Object.defineProperty(instance, name, {
      value: read ? read(value) : (value as unknown),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return instance;
}

/** Null, which validation names, for what is no object. */
export function toNested<T extends object>(Dto: Type<T>, value: unknown): T | null {
  return isJsonObject(value) ? toInstance(Dto, value) : null;
}

export function isJsonObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
