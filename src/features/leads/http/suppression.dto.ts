import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { PageQuery, PhoneField, TextField } from '../../../http';

const MOST_PHONES = 10_000;

const ReasonField = () =>
  TextField({
    description: 'Why, for your own records',
    example: 'asked not to be called',
    minLength: 1,
    maxLength: 500,
    optional: true,
  });

/** A list of texts that is read, and refused, entry by entry by `readPhones`; repetitions are welcome. */
const PhonesField = () =>
  applyDecorators(
    ApiProperty({
      description: 'Phone numbers, each a 10-digit US number or E.164; the same number twice counts once',
      example: ['5551234567', '+442079460123'],
      type: [String],
      minItems: 1,
      maxItems: MOST_PHONES,
    }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_PHONES),
  );

export class CreateSuppressionDto {
  @PhoneField({ description: 'A 10-digit US number or E.164' })
  phone: string;

  @ReasonField()
  reason?: string;
}

export class ImportSuppressionsDto {
  @PhonesField()
  phones: unknown[];

  @ReasonField()
  reason?: string;
}

export class ListSuppressionsQuery extends PageQuery {
  @PhoneField({ description: 'Only this phone number, in any form it can be sent in', optional: true })
  phone?: string;
}
