export { ConnectorsModule } from './connectors.module';
export {
  type Format,
  FORMAT_NAMES,
  type FormatName,
  type FormatOptions,
  type KeyKind,
  type MappingInput,
} from './format';
export { formatOf } from './formats';
export { isPlain, REQUEST_METHODS, type RequestContent, type RequestMethod } from './request-content';
export {
  type MadeRequest,
  type RefusedPart,
  RequestMaker,
  type RequestMaking,
  type RequestOrder,
} from './request-maker';
export { exampleKeyOf, isSigned } from './sign-example';
export { signAs } from './sign-request';
