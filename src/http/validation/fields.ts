import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsObjectWithin, type ObjectLimits } from './is-object-within';
import { IsRfc3339Time } from './is-rfc3339-time';
import { IsStorableText } from './is-storable-text';
import { ReadBy, toNested, toNestedList } from './to-instance';

/**
 * One decorator per kind of field: it validates a request and documents it in the OpenAPI
 * document from the same numbers, so the two cannot drift apart.
 */
interface FieldOptions {
  description: string;
  example?: unknown;
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  default?: unknown;
}

interface TextOptions extends FieldOptions {
  minLength?: number;
  maxLength?: number;
  pattern?: RegExp;
  /** What the pattern means, as "must …". */
  patternHint?: string;
  format?: string;
}

function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  checks: PropertyDecorator[],
): PropertyDecorator {
  const { description, example, optional = false, nullable = false, default: fallback } = options;
  const documented = {
    description,
    example,
    required: !optional,
    ...(nullable && { nullable }),
    ...(fallback !== undefined && { default: fallback }),
    ...schema,
  } as ApiPropertyOptions;
  const isGiven = (_: unknown, value: unknown) =>
    !(optional && value === undefined) && !(nullable && value === null);
  return applyDecorators(ApiProperty(documented), ValidateIf(isGiven), ...checks);
}

function textChecks({ minLength, maxLength, pattern, patternHint }: Partial<TextOptions>, each: boolean) {
  return [
    IsString({ each }),
    IsStorableText(each),
    ...(minLength === undefined ? [] : [MinLength(minLength, { each })]),
    ...(maxLength === undefined ? [] : [MaxLength(maxLength, { each })]),
    ...(pattern
      ? [Matches(pattern, { each, message: `$property ${patternHint ?? `must match ${pattern}`}` })]
      : []),
  ];
}

export function TextField(options: TextOptions): PropertyDecorator {
  const { minLength, maxLength, pattern, format } = options;
  return field(
    options,
    { type: String, minLength, maxLength, pattern: pattern?.source, format },
    textChecks(options, false),
  );
}

export function IntField(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  const { min, max } = options;
  return field(options, { type: 'integer', minimum: min, maximum: max }, [IsInt(), Min(min), Max(max)]);
}

export function BooleanField(options: FieldOptions): PropertyDecorator {
  return field(options, { type: Boolean }, [IsBoolean()]);
}

export function EnumField(options: FieldOptions & { values: readonly string[] }): PropertyDecorator {
  const { values } = options;
  return field(options, { type: String, enum: [...values] }, [
    IsIn(values, { message: `$property must be one of ${values.join(', ')}` }),
  ]);
}

/** RFC 3339 time; once validated, `new Date(text)` is right. */
export function TimeField(options: FieldOptions): PropertyDecorator {
  return field({ example: '2026-01-15T10:30:00.000Z', ...options }, { type: String, format: 'date-time' }, [
    IsRfc3339Time(),
  ]);
}

interface ListOptions extends FieldOptions {
  minItems?: number;
  maxItems: number;
}

export function TextListField(options: ListOptions & { items?: Partial<TextOptions> }): PropertyDecorator {
  const { minItems = 0, maxItems, items = {} } = options;
  return field(options, { type: [String], minItems, maxItems, uniqueItems: true }, [
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    ArrayUnique(),
    ...textChecks(items, true),
  ]);
}

export function IntListField(options: ListOptions & { min: number; max: number }): PropertyDecorator {
  const { minItems = 0, maxItems, min, max } = options;
  return field(
    options,
    { type: 'array', items: { type: 'integer', minimum: min, maximum: max }, minItems, maxItems },
    [
      IsArray(),
      ArrayMinSize(minItems),
      ArrayMaxSize(maxItems),
      IsInt({ each: true }),
      Min(min, { each: true }),
      Max(max, { each: true }),
    ],
  );
}

/** Any JSON object, kept exactly as it came. */
export function JsonObjectField(options: FieldOptions & Partial<ObjectLimits>): PropertyDecorator {
  const { maxProperties = Infinity, maxBytes = Infinity } = options;
  const limits = { maxProperties, maxBytes };
  return field(
    options,
    { type: 'object', additionalProperties: true, ...(options.maxProperties && { maxProperties }) },
    [IsObject(), IsObjectWithin(limits)],
  );
}

export function NestedField(options: FieldOptions & { of: () => Class<object> }): PropertyDecorator {
  const { of } = options;
  return applyDecorators(
    field(options, { type: () => of() }, [IsObject(), ValidateNested()]),
    ReadBy((value, refuse) => toNested(of(), value, refuse)),
  );
}

export function NestedListField(options: ListOptions & { of: () => Class<object> }): PropertyDecorator {
  const { minItems = 0, maxItems, of } = options;
  return applyDecorators(
    field(options, { type: () => of(), isArray: true, minItems, maxItems }, [
      IsArray(),
      ArrayMinSize(minItems),
      ArrayMaxSize(maxItems),
      ValidateNested({ each: true, message: 'must be an object' }),
    ]),
    ReadBy((value, refuse) => toNestedList(of(), value, refuse)),
  );
}
