import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { isSigningKey, publicKeyOf, signingJwkOf, type SigningJwk } from '../../core/signing';
import { DeliveryTargets } from './delivery-targets.service';
import { WebhookSecrets } from './webhook-secrets.service';

export interface PublicKey {
  /** `whpk_…` */
  text: string;
  jwk: SigningJwk;
}

/** The public halves of the keys that webhooks with Ed25519 signatures are signed with. */
@Injectable()
export class WebhookPublicKeys {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly targets: DeliveryTargets,
  ) {}

  /** Of the current key. @throws AppError NOT_FOUND when the webhook is gone or signs with a shared secret */
  async current(webhookId: string): Promise<PublicKey> {
    const key = await this.secrets.reveal(webhookId);
    if (!isSigningKey(key)) {
      throw new AppError('NOT_FOUND', 'This webhook signs with a shared secret, which has no public key.');
    }
    return { text: publicKeyOf(key), jwk: signingJwkOf(key) };
  }

  /**
   * Of every key that signs at the moment, the current one first.
   *
   * @throws AppError NOT_FOUND, alike for webhooks that are unknown, deleted or without such keys
   */
  async listLive(webhookId: string): Promise<SigningJwk[]> {
    const targets = isId('wh', webhookId) ? await this.targets.load([webhookId]) : new Map();
    const keys = (targets.get(webhookId)?.secrets ?? []).filter(isSigningKey);
    if (keys.length === 0)
      throw new AppError('NOT_FOUND', 'There is no webhook with public keys with this id.');
    return keys.map(signingJwkOf);
  }
}
