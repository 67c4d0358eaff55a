import { isId } from '../../core/ids';
import { type Clock } from '../../platform/clock';
import { type Logger } from '../../platform/logging';
import { type Buyer } from './buyer';
import { type BuyerDirectory } from './buyer-directory';
import { type BuyerRemoval } from './buyer-removal';
import { BuyersService } from './buyers.service';
import { type BuyerRef, type BuyersRepository } from './persistence/buyers.repository';

const NOW = new Date('2026-01-15T10:00:00.000Z');
const actor = { accountId: 'acct_1', buyerId: null };
const bound = { accountId: 'acct_1', buyerId: 'acme' };

class FakeBuyers implements Pick<BuyersRepository, 'insert' | 'find' | 'update'> {
  readonly rows: Buyer[] = [];

  insert(buyer: Buyer): Promise<boolean> {
    const isTaken = this.rows.some(({ accountId, id }) => accountId === buyer.accountId && id === buyer.id);
    if (!isTaken) this.rows.push(buyer);
    return Promise.resolve(!isTaken);
  }

  find(ref: BuyerRef): Promise<Buyer | null> {
    return Promise.resolve(
      this.rows.find((row) => row.accountId === ref.accountId && row.id === ref.id) ?? null,
    );
  }

  async update(ref: BuyerRef, changes: Partial<Buyer>): Promise<Buyer | null> {
    const buyer = await this.find(ref);
    return buyer && { ...buyer, ...changes };
  }
}

function setUp() {
  const buyers = new FakeBuyers();
  const asked: BuyerRef[] = [];
  const has = (ref: BuyerRef) => {
    asked.push(ref);
    return buyers.find(ref).then((buyer) => buyer !== null);
  };
  const directory = { has, hold: has };
  const service = new BuyersService(
    buyers as unknown as BuyersRepository,
    directory as unknown as BuyerDirectory,
    { remove: () => Promise.resolve(false) } as unknown as BuyerRemoval,
    { now: () => NOW } as Clock,
    { info: () => undefined } as unknown as Logger,
  );
  return { service, asked };
}

describe('BuyersService', () => {
  it('makes an id when the caller brings none', async () => {
    const buyer = await setUp().service.create(actor, { name: 'Acme' });
    expect(isId('buyer', buyer.id)).toBe(true);
    expect(buyer).toMatchObject({
      accountId: 'acct_1',
      name: 'Acme',
      metadata: {},
      targeting: null,
      createdAt: NOW,
    });
  });

  it('keeps ids unique within an account, not across accounts', async () => {
    const { service } = setUp();
    await service.create(actor, { id: 'acme', name: 'Acme' });
    await expect(service.create(actor, { id: 'acme', name: 'Again' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await expect(
      service.create({ ...actor, accountId: 'acct_2' }, { id: 'acme', name: 'Acme' }),
    ).resolves.toBeDefined();
  });

  it('shows a bound caller its own buyer and no other', async () => {
    const { service } = setUp();
    await service.create(actor, { id: 'acme', name: 'Acme' });
    await service.create(actor, { id: 'other', name: 'Other' });
    await expect(service.get(bound, 'acme')).resolves.toMatchObject({ id: 'acme' });
    await expect(service.get(bound, 'other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets a bound caller change nothing, not even its own buyer', async () => {
    const { service } = setUp();
    await service.create(actor, { id: 'acme', name: 'Acme' });
    const refusal = { code: 'FORBIDDEN' };
    await expect(service.create(bound, { name: 'New' })).rejects.toMatchObject(refusal);
    await expect(service.update(bound, 'acme', { name: 'New' })).rejects.toMatchObject(refusal);
    await expect(service.delete(bound, 'acme')).rejects.toMatchObject(refusal);
  });

  it.each(['missing', '', '\0', 'a b', 'x'.repeat(65)])('answers %j as an unknown id', async (id) => {
    const { service } = setUp();
    const refusal = { code: 'NOT_FOUND', message: 'There is no buyer with this id.' };
    await expect(service.get(actor, id)).rejects.toMatchObject(refusal);
    await expect(service.update(actor, id, {})).rejects.toMatchObject(refusal);
    await expect(service.delete(actor, id)).rejects.toMatchObject(refusal);
  });

  it('names the field when a buyer must exist and does not', async () => {
    const { service } = setUp();
    await service.create(actor, { id: 'acme', name: 'Acme' });
    await expect(service.requireKnown('acct_1', 'acme')).resolves.toBeUndefined();
    await expect(service.requireKnown('acct_2', 'acme')).rejects.toMatchObject({
      code: 'UNKNOWN_BUYER',
      fields: [{ pointer: '/buyer_id' }],
    });
  });

  it('asks no database about text that cannot be an id', async () => {
    const { service, asked } = setUp();
    await expect(service.isKnown('acct_1', 'a\0b')).resolves.toBe(false);
    expect(asked).toEqual([]);
  });
});
