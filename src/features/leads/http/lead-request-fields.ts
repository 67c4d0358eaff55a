import { JsonObjectField, TextField } from '../../../http';
import { CUSTOM_FIELDS_LIMITS } from '../lead';

export const CrmLeadIdField = (options: { optional?: boolean; nullable?: boolean } = {}) =>
  TextField({
    description: 'Id in your CRM, by which its news find the lead',
    example: 'crm-abc-456',
    minLength: 1,
    maxLength: 255,
    ...options,
  });

export const CustomFieldsField = (description: string) =>
  JsonObjectField({ description, example: { roof_type: 'tile' }, optional: true, ...CUSTOM_FIELDS_LIMITS });
