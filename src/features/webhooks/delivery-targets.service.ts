import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Cipher } from '../../platform/crypto';
import { DeliveryTargetsRepository, type StoredTarget } from './persistence/delivery-targets.repository';

/** A webhook as an attempt needs it. */
export interface DeliveryTarget {
  webhookId: string;
  accountId: string;
  url: string;
  headers: Record<string, string>;
  /** Null for the platform's default. */
  timeoutMs: number | null;
  /** Null for the platform's default; empty for no retries. */
  retryScheduleMs: number[] | null;
  /** Live secrets in full (`whsec_…`), the current one first; none once deleted. */
  secrets: string[];
  state: 'active' | 'disabled' | 'deleted';
}

/** Loads where attempts go, many at a time. */
@Injectable()
export class DeliveryTargets {
  constructor(
    private readonly targets: DeliveryTargetsRepository,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
  ) {}

  /**
   * One query for the whole batch. Secrets that have ended are not in it.
   *
   * @returns by webhook id; deleted webhooks are there, unknown ids are missing
   * @throws Error when a secret was encrypted with a key that is no longer configured
   */
  async load(webhookIds: string[]): Promise<Map<string, DeliveryTarget>> {
    const stored = await this.targets.find(webhookIds, this.clock.now());
    return new Map(stored.map((target) => [target.webhookId, this.open(target)]));
  }

  private open({
    sealedSecrets,
    retryScheduleSeconds,
    isDeleted,
    status,
    ...target
  }: StoredTarget): DeliveryTarget {
    return {
      ...target,
      retryScheduleMs: retryScheduleSeconds && retryScheduleSeconds.map((seconds) => seconds * 1000),
      secrets: sealedSecrets.map(({ id, sealed }) => this.cipher.decrypt(sealed, id)),
      state: isDeleted ? 'deleted' : status,
    };
  }
}
