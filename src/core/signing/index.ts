export {
  checkSigningKey,
  formatSigningKey,
  isSigningKey,
  publicKeyOf,
  signingJwkOf,
  type SigningJwk,
} from './ed25519-key';
export { ed25519Signature } from './ed25519-signature';
export { EXAMPLE_SECRET, EXAMPLE_SIGNING_KEY } from './example-keys';
export { signatureHeaders } from './signature-headers';
export {
  standardSignature,
  verifyStandardSignature,
  type StandardSignatureInput,
  type StandardVerifyInput,
} from './standard-webhooks';
export {
  synaptisSignature,
  verifySynaptisSignature,
  type SynaptisSignatureInput,
  type SynaptisVerifyInput,
} from './synaptis-signature';
export { type Verification } from './verification';
export { checkSecret, formatSecret } from './webhook-secret';
