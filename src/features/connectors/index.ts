export { type Format, FORMAT_NAMES, type FormatName, type FormatOptions, type KeyKind } from './format';
export { formatOf } from './formats';
