import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { AcceptedBy } from '../../../http';
import { isPrice, MAX_PRICE } from '../price';

interface PriceOptions {
  description: string;
  example: number;
  optional?: boolean;
  nullable?: boolean;
  default?: number;
}

/** An amount of money, as a number with at most two decimals. */
export function PriceField({ optional = false, ...options }: PriceOptions): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      ...options,
      type: Number,
      minimum: 0,
      maximum: MAX_PRICE,
      required: !optional,
    }),
    ValidateIf((_, value) => !(optional && value === undefined)),
    AcceptedBy((value) =>
      isPrice(value) ? null : 'must be a number from 0 to 1,000,000 with at most two decimals',
    ),
  );
}
