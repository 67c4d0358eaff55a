export { AcceptedBy } from './accepted-by';
export { DtoPipe } from './dto.pipe';
export {
  BooleanField,
  EnumField,
  IntField,
  IntListField,
  JsonObjectField,
  NestedField,
  NestedListField,
  TextField,
  TextListField,
  TimeField,
} from './fields';
export { toDate } from './is-rfc3339-time';
export { PhoneField } from './phone-field';
export { QueryBooleanField } from './query-fields';
export { StringMapField } from './string-map';
