export { type Account } from './account';
export { AccountsService, type FirstAccount } from './accounts.service';
export { type Actor } from './actor';
export { type ApiKey } from './api-key';
export { AuthModule } from './auth.module';
export { toApiKeyView, toCreatedApiKeyView } from './http/api-key.view';
export { type CreatedKey, KeysService, type NewKey } from './keys.service';
export { refuseBound } from './refuse-bound';
