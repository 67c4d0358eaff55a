import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { validate, type ValidationError } from 'class-validator';
import { AppError, type FieldError } from '../../core/errors/app-error';
import { isJsonObject, toInstance } from './to-instance';

const BUILT_IN = new Set<unknown>([String, Boolean, Number, Array, Object, undefined]);
const UNKNOWN = 'is not a known field';
/** An answer to hostile input stays smaller than the input. */
const MAX_FIELDS = 100;
const MAX_POINTER_LENGTH = 200;

/**
 * Checks bodies and queries against their DTO class. Every bad field is named, unknown fields are
 * refused, and what comes out is an instance of the class.
 */
@Injectable()
export class DtoPipe implements PipeTransform {
  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (BUILT_IN.has(metatype) || (type !== 'body' && type !== 'query')) return value;
    if (type === 'body') refuseNonObject(value);
    const refused: string[] = [];
    const instance = toInstance(metatype as Type<object>, value ?? {}, (place) => refused.push(place));
    const errors = await validate(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
      validationError: { target: false, value: false },
    });
    const root = type === 'body' ? '/' : '?';
    const fields = [
      ...errors.flatMap((error) => toFieldErrors(error, root)),
      ...refused.map((place) => ({ pointer: root + place, detail: UNKNOWN })),
    ];
    if (fields.length > 0) throw validationFailed(fields);
    return instance;
  }
}

function refuseNonObject(value: unknown): void {
  if (value !== undefined && !isJsonObject(value)) {
    throw new AppError('VALIDATION_FAILED', 'The body must be a JSON object.', {
      fields: [{ pointer: '', detail: 'must be a JSON object' }],
    });
  }
}

function validationFailed(all: FieldError[]): AppError {
  const fields = all.slice(0, MAX_FIELDS).map(({ pointer, detail }) => ({ pointer: cut(pointer), detail }));
  const names = [...new Set(fields.map(({ pointer }) => pointer)), ...(all.length > MAX_FIELDS ? ['…'] : [])];
  return new AppError('VALIDATION_FAILED', `Some fields cannot be accepted: ${names.join(', ')}.`, {
    fields,
  });
}

function cut(pointer: string): string {
  return pointer.length > MAX_POINTER_LENGTH ? `${pointer.slice(0, MAX_POINTER_LENGTH)}…` : pointer;
}

function toFieldErrors(error: ValidationError, prefix: string): FieldError[] {
  const pointer = prefix + error.property.replaceAll('~', '~0').replaceAll('/', '~1');
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
    pointer,
    detail: constraint === 'whitelistValidation' ? UNKNOWN : withoutName(message, error.property),
  }));
  const nested = (error.children ?? []).flatMap((child) => toFieldErrors(child, `${pointer}/`));
  return [...own, ...nested];
}

/** class-validator starts messages with the property's name; the pointer says that already. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
