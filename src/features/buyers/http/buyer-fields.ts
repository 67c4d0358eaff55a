import { NestedField, StringMapField, TextField } from '../../../http';
import { BUYER_ID } from '../buyer';
import { TargetingDto } from './targeting.dto';

/** The fields of a buyer, for requests and answers alike. */
export const BuyerIdField = (options: { optional?: boolean } = {}) =>
  TextField({
    description:
      'Your own id for the buyer: 1 to 64 letters, digits, dots, hyphens or underscores. Made when absent',
    example: 'buyer-acme',
    pattern: BUYER_ID,
    patternHint: 'must be 1 to 64 letters, digits, dots, hyphens or underscores',
    ...options,
  });

export const BuyerNameField = (options: { optional?: boolean } = {}) =>
  TextField({
    description: 'Name of the organisation',
    example: 'Acme Insurance',
    minLength: 1,
    maxLength: 200,
    ...options,
  });

export const BuyerMetadataField = () =>
  StringMapField({
    description: 'Up to 50 texts of your own, kept as they are',
    example: { crm_id: '4711' },
    maxEntries: 50,
    maxNameLength: 40,
    maxValueLength: 500,
  });

export const TargetingField = (options: { optional?: boolean } = {}) =>
  NestedField({
    description: 'Which leads the buyer wants; null when it takes no part in their distribution',
    of: () => TargetingDto,
    nullable: true,
    ...options,
  });
