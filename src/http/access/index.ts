export { type Caller, CurrentCaller, type PlatformRequest } from './caller';
export {
  type GrantedScope,
  Public,
  PUBLIC_METADATA,
  RequireScope,
  type Scope,
  SCOPE_METADATA,
  SCOPES,
} from './scopes';
