import { formatSigningKey } from './ed25519-key';
import { formatSecret } from './webhook-secret';

/** 32 readable bytes, so that nobody takes what is made of them for a secret. */
const READABLE = Buffer.from('synaptis documentation example!!');

/** Not a secret: it signs examples and previews, so that readers can check their verifier with them. */
export const EXAMPLE_SECRET = formatSecret(READABLE);

/** The same for `v1a` signatures. */
export const EXAMPLE_SIGNING_KEY = formatSigningKey(READABLE);
