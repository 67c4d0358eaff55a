export { Cipher } from './cipher';
export { CryptoModule } from './crypto.module';
