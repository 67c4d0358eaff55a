export { type Account } from './account';
export { AccountsService, type FirstAccount } from './accounts.service';
export { type Actor } from './actor';
export { type ApiKey } from './api-key';
export { AuthModule } from './auth.module';
export { type CreatedKey, KeysService, type NewKey } from './keys.service';
