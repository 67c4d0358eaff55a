export { Cipher } from './cipher';
export { CryptoModule } from './crypto.module';
export { developmentKey } from './development-key';
