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
export { isStorableText } from './is-storable-text';
export { QueryBooleanField, QueryIntField } from './query-fields';
export { StringMapField } from './string-map';
