import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsObject, registerDecorator, ValidateIf } from 'class-validator';
import { isStorableText } from './is-storable-text';

interface StringMapOptions {
  description: string;
  example?: Record<string, string>;
  maxEntries: number;
  maxNameLength: number;
  maxValueLength: number;
}

/** A flat object of texts, such as metadata or headers; always optional. */
export function StringMapField(options: StringMapOptions): PropertyDecorator {
  const { description, example, maxEntries, maxNameLength, maxValueLength } = options;
  return applyDecorators(
    ApiProperty({
      description,
      example,
      required: false,
      type: 'object',
      additionalProperties: { type: 'string', maxLength: maxValueLength },
      maxProperties: maxEntries,
    } as unknown as ApiPropertyOptions),
    ValidateIf((_, value) => value !== undefined),
    IsObject(),
    (target: object, name: string | symbol) =>
      registerDecorator({
        name: 'isStringMap',
        target: target.constructor,
        propertyName: name as string,
        options: {
          message:
            `$property must have at most ${maxEntries} entries: names up to ${maxNameLength} ` +
            `and text values up to ${maxValueLength} characters`,
        },
        validator: { validate: (value) => isStringMap(value, options) },
      }),
  );
}

function isStringMap(value: unknown, limits: StringMapOptions): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const entries = Object.entries(value);
  return (
    entries.length <= limits.maxEntries &&
    entries.every(
      ([name, text]) =>
        typeof text === 'string' &&
        name.length >= 1 &&
        name.length <= limits.maxNameLength &&
        text.length <= limits.maxValueLength &&
        isStorableText(name) &&
        isStorableText(text),
    )
  );
}
