import 'reflect-metadata';
import { type Type } from '@nestjs/common';

/** Told the place, below the value being read, of a field that no DTO can have. */
type Refuse = (place: string) => void;

/** How a field is read from a request, where it is not taken as it came. */
type Reader = (value: unknown, refuse: Refuse) => unknown;

const READER_METADATA = 'synaptis:reader';

export function ReadBy(read: Reader): PropertyDecorator {
  return (target, name) => Reflect.defineMetadata(READER_METADATA, read, target, name);
}

/**
 * Makes a DTO of a parsed body or query. Only fields that hold DTOs themselves are looked into: what callers
 * send as data stays the very object it was parsed to, whatever its keys are called.
 *
 * @param refuse told of fields named like what every object has (`constructor`, `__proto__`): they are left
 * out, because class-validator finds the rules of an instance by its `constructor`
 */
export function toInstance<T extends object>(Dto: Type<T>, plain: object, refuse: Refuse): T {
  const instance: Record<string, unknown> = new Dto() as Record<string, unknown>;
  for (const [name, value] of Object.entries(plain)) {
    if (name in Object.prototype) {
      refuse(name);
      continue;
    }
    const read = Reflect.getMetadata(READER_METADATA, Dto.prototype as object, name) as Reader | undefined;
    instance[name] = read ? read(value, (place) => refuse(`${name}/${place}`)) : value;
  }
  return instance as T;
}

export function toNested<T extends object>(Dto: Type<T>, value: unknown, refuse: Refuse): T | null | false {
  return isJsonObject(value) ? toInstance(Dto, value, refuse) : unfit(value);
}

export function toNestedList<T extends object>(Dto: Type<T>, value: unknown, refuse: Refuse) {
  if (!Array.isArray(value)) return unfit(value);
  return value.map((item, index) => toNested(Dto, item, (place) => refuse(`${index}/${place}`)));
}

/**
 * Validation names what this returns as no object: of a list or an object of the wrong shape it would look at
 * the members instead. Null stays null, because a field may allow that.
 */
function unfit(value: unknown): null | false {
  return value === null ? null : false;
}

export function isJsonObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
