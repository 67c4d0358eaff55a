import { type Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { DtoPipe } from '../../../http';

const pipe = new DtoPipe();

/** A body of which only some fields are known to us. */
export interface OpenBody<T> {
  fields: T;
  /** The caller's own fields, as they came. */
  others: Record<string, unknown>;
}

/**
 * Reads a body that may have more fields than its DTO, as the documents of other systems allow.
 * @throws AppError VALIDATION_FAILED that names every bad field the DTO knows
 */
export async function readOpenBody<T extends object>(Dto: Type<T>, body: unknown): Promise<OpenBody<T>> {
  const names = namesOf(Dto);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const entries = isObject ? Object.entries(body) : [];
  const known = Object.fromEntries(entries.filter(([name]) => names.has(name)));
  const fields = await pipe.transform(isObject ? known : body, { type: 'body', metatype: Dto });
  return { fields: fields as T, others: Object.fromEntries(entries.filter(([name]) => !names.has(name))) };
}

function namesOf(Dto: Type<object>): Set<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Dto, Dto.name, true, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}
