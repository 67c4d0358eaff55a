import { applyDecorators } from '@nestjs/common';
import { BooleanField, IntField } from './fields';
import { ReadBy } from './to-instance';

type IntOptions = Parameters<typeof IntField>[0];
type BooleanOptions = Parameters<typeof BooleanField>[0];

/** A whole number in a query string, where everything arrives as text. */
export function QueryIntField(options: IntOptions): PropertyDecorator {
  const toNumber = (value: unknown): unknown =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return applyDecorators(IntField(options), ReadBy(toNumber));
}

export function QueryBooleanField(options: BooleanOptions): PropertyDecorator {
  const toBoolean = (value: unknown): unknown =>
    value === 'true' ? true : value === 'false' ? false : value;
  return applyDecorators(BooleanField(options), ReadBy(toBoolean));
}
