import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { normalisePhone } from '../../core/leads';
import { Clock } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type Actor, refuseBound } from '../auth';
import { SuppressionsRepository } from './persistence/suppressions.repository';
import { type Suppression } from './suppression';

/** How many phone numbers of an import were new. */
export interface SuppressionImport {
  added: number;
  alreadyThere: number;
}

/**
 * The phone numbers an account does not contact. They are asked for when a lead comes in and again before it
 * goes to a buyer; a lead that a buyer has already is not taken back. Phone numbers appear in no log line.
 */
@Injectable()
export class Suppressions {
  constructor(
    private readonly suppressions: SuppressionsRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Takes a phone number into the list, unless it is there: then it stays as it is, with its reason.
   *
   * @param phone E.164
   * @throws AppError FORBIDDEN
   */
  async add(
    actor: Actor,
    phone: string,
    reason: string | null,
  ): Promise<{ suppression: Suppression; isNew: boolean }> {
    refuseBound(actor, 'Suppressions');
    const wanted = this.make(actor, phone, reason);
    const suppression = await this.suppressions.insertOrFind(wanted);
    const isNew = suppression.id === wanted.id;
    if (isNew) this.log('suppression.added', actor, { suppression_id: wanted.id });
    return { suppression, isNew };
  }

  /**
   * Takes many phone numbers into the list, all or none.
   *
   * @param phones E.164; the same number twice counts once
   * @throws AppError FORBIDDEN
   */
  async import(actor: Actor, phones: string[], reason: string | null): Promise<SuppressionImport> {
    refuseBound(actor, 'Suppressions');
    const wanted = [...new Set(phones)].map((phone) => this.make(actor, phone, reason));
    const added = await this.suppressions.insertMissing(actor.accountId, wanted);
    const alreadyThere = wanted.length - added;
    this.log('suppressions.imported', actor, { added, already_there: alreadyThere });
    return { added, alreadyThere };
  }

  /** Newest first: up to `limit + 1` of them. @param phone only this one, E.164. @throws AppError FORBIDDEN */
  async list(
    actor: Actor,
    phone: string | null,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<Suppression[]> {
    refuseBound(actor, 'Suppressions');
    return this.suppressions.list(actor.accountId, phone, { before, limit: limit + 1 });
  }

  /**
   * Takes a phone number out of the list.
   *
   * @param name the number in any form, or the id of its entry
   * @throws AppError NOT_FOUND, FORBIDDEN
   */
  async remove(actor: Actor, name: string): Promise<void> {
    refuseBound(actor, 'Suppressions');
    const phone = normalisePhone(name);
    const named = isId('sup', name) ? { id: name } : phone === null ? null : { phone };
    const id = named && (await this.suppressions.delete(actor.accountId, named));
    if (id === null) {
      throw new AppError('NOT_FOUND', 'There is no suppression with this id or phone number.');
    }
    this.log('suppression.removed', actor, { suppression_id: id });
  }

  private make({ accountId }: Actor, phone: string, reason: string | null): Suppression {
    return { id: newId('sup'), accountId, phone, reason, createdAt: this.clock.now() };
  }

  private log(stage: string, { accountId }: Actor, fields: Record<string, unknown>): void {
    this.logger.info(stage, { account_id: accountId, ...fields });
  }
}
