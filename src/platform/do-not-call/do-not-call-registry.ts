import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import { type DoNotCallAnswer, RegistryClient } from './registry-client';

/** Knows which phone numbers must not be called, such as the National Do Not Call Registry (16 CFR 310.4). */
@Injectable()
export class DoNotCallRegistry {
  constructor(
    private readonly client: RegistryClient,
    private readonly database: Database,
  ) {}

  /** Without a registry every number is clear. */
  get isConfigured(): boolean {
    return this.client.isConfigured;
  }

  /**
   * Whoever asks decides what `unknown` means for a lead.
   *
   * @param phone E.164, such as `+15551234567`
   * @throws AppError UNAVAILABLE when too many are waiting to ask; Error inside an open transaction, which
   * would keep its connection and locks for as long as somebody else's server pleases
   */
  async judge(phone: string): Promise<DoNotCallAnswer> {
    if (this.database.isInTransaction) {
      throw new Error('The do-not-call registry must not be asked while a transaction is open');
    }
    return this.client.ask(phone);
  }
}
