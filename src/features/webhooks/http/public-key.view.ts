import { EnumField, NestedField, NestedListField, TextField } from '../../../http';
import { MAX_OLDER_SECRETS } from '../plan-rotation';
import { type PublicKey } from '../webhook-public-keys.service';

/** RFC 7517 and RFC 8037. */
export class JwkView {
  @EnumField({ description: 'Key type', example: 'OKP', values: ['OKP'] })
  kty: string;

  @EnumField({ description: 'Curve', example: 'Ed25519', values: ['Ed25519'] })
  crv: string;

  @TextField({
    description: 'The public key, base64url',
    example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  })
  x: string;

  @TextField({
    description: 'Id of the key: its RFC 7638 thumbprint',
    example: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  })
  kid: string;

  @EnumField({ description: 'What it is for', example: 'sig', values: ['sig'] })
  use: string;

  @EnumField({ description: 'Algorithm', example: 'EdDSA', values: ['EdDSA'] })
  alg: string;
}

export class PublicKeyView {
  @TextField({
    description: 'The public key in the form of Standard Webhooks: `whpk_` and base64',
    example: 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  })
  public_key: string;

  @NestedField({ description: 'The same key as JSON Web Key', of: () => JwkView })
  jwk: JwkView;
}

export class JwksView {
  @NestedListField({
    description: 'Every key that signs at the moment, the current one first',
    of: () => JwkView,
    minItems: 1,
    maxItems: MAX_OLDER_SECRETS + 1,
  })
  keys: JwkView[];
}

export function toPublicKeyView({ text, jwk }: PublicKey): PublicKeyView {
  return { public_key: text, jwk: { ...jwk } };
}
