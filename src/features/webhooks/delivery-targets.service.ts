import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Cipher } from '../../platform/crypto';
import { type RequestContent } from '../connectors';
import { DeliveryTargetsRepository, type StoredTarget } from './persistence/delivery-targets.repository';

/** What the deliveries of a webhook look like. */
export interface TargetContent extends RequestContent {
  /** Counts the changes of all of this and of the URL. */
  version: number;
  description: string | null;
  metadata: Record<string, string>;
}

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
  content: TargetContent;
  /** Live keys in full (`whsec_…`, `whsk_…`), the current one first; none once deleted. */
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

  private open(target: StoredTarget): DeliveryTarget {
    const { webhookId, accountId, url, headers, timeoutMs, retryScheduleSeconds, isDeleted, status } = target;
    return {
      webhookId,
      accountId,
      url,
      headers,
      timeoutMs,
      retryScheduleMs: retryScheduleSeconds && retryScheduleSeconds.map((seconds) => seconds * 1000),
      content: contentOf(target),
      secrets: this.openSecrets(target),
      state: isDeleted ? 'deleted' : status,
    };
  }

  private openSecrets({ sealedSecrets }: StoredTarget): string[] {
    return sealedSecrets.map(({ id, sealed }) => this.cipher.decrypt(sealed, id));
  }
}

function contentOf(target: StoredTarget): TargetContent {
  const { format, formatOptions, method, mapping, headerMapping, urlMapping } = target;
  const { contentVersion: version, description, metadata } = target;
  return {
    format,
    formatOptions,
    method,
    mapping,
    headerMapping,
    urlMapping,
    version,
    description,
    metadata,
  };
}
