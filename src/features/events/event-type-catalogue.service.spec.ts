import { type Clock } from '../../platform/clock';
import { type Database } from '../../platform/database';
import { type Logger } from '../../platform/logging';
import { EventTypeCatalogue } from './event-type-catalogue.service';
import { type EventType, type EventTypeDraft } from './event-type';
import { type EventTypesRepository } from './persistence/event-types.repository';

const ACCOUNT = { accountId: 'acct_1', buyerId: null };
const NOW = new Date('2026-01-15T10:30:00.000Z');
const SCORED: EventTypeDraft = {
  name: 'lead.scored',
  description: 'A lead has got its score.',
  schema: { type: 'object', required: ['score'] },
  example: { score: 92 },
};

function catalogueOf(drafts: EventTypeDraft[]) {
  const stored = new Map<string, EventType>();
  const put = (draft: EventTypeDraft, at: Date) =>
    stored.set(draft.name, { ...draft, filterExamples: [], isBuiltIn: false, createdAt: at, updatedAt: at });
  for (const draft of drafts) put(draft, NOW);
  const find = async (_account: string, name: string) => stored.get(name) ?? null;
  const repository: Pick<EventTypesRepository, 'find' | 'findForUpdate' | 'list' | 'insert' | 'update'> = {
    find,
    findForUpdate: find,
    list: async (_account, after, limit) =>
      [...stored.values()].filter(({ name }) => name > after).slice(0, limit),
    insert: async (_account, draft, at) => !stored.has(draft.name) && Boolean(put(draft, at)),
    update: async (_account, draft, at) => void put(draft, at),
  };
  const database = {
    transaction: <T>(work: () => Promise<T>) => work(),
    afterCommit: async (follow: () => void) => follow(),
  } as Database;
  const lines: string[] = [];
  const logger = { info: (stage: string) => void lines.push(stage) } as Logger;
  const clock = { now: () => NOW } as Clock;
  const catalogue = new EventTypeCatalogue(repository as EventTypesRepository, database, clock, logger);
  return { catalogue, stored, lines };
}

describe('EventTypeCatalogue', () => {
  it('registers a type', async () => {
    const { catalogue, lines } = catalogueOf([]);
    await expect(catalogue.create(ACCOUNT, SCORED)).resolves.toEqual({
      ...SCORED,
      filterExamples: [],
      isBuiltIn: false,
      createdAt: NOW,
      updatedAt: NOW,
    });
    await expect(catalogue.get('acct_1', 'lead.scored')).resolves.toMatchObject(SCORED);
    expect(lines).toEqual(['event_type.created']);
  });

  it.each([
    ['a name that is taken', { name: 'lead.scored' }, 'ALREADY_EXISTS'],
    ['a built-in name', { name: 'delivery.failed' }, 'ALREADY_EXISTS'],
    ['a reserved name', { name: 'delivery.paused' }, 'RULE_VIOLATED'],
    ['a schema that is none', { name: 'lead.lost', schema: { type: 'nothing' } }, 'RULE_VIOLATED'],
    ['an example the schema refuses', { name: 'lead.lost', example: {} }, 'RULE_VIOLATED'],
  ])('refuses %s', async (_case, overrides, code) => {
    const { catalogue, stored } = catalogueOf([SCORED]);
    await expect(catalogue.create(ACCOUNT, { ...SCORED, ...overrides })).rejects.toMatchObject({ code });
    expect([...stored.keys()]).toEqual(['lead.scored']);
  });

  it('lets keys bound to a buyer change nothing', async () => {
    const { catalogue } = catalogueOf([SCORED]);
    const buyer = { accountId: 'acct_1', buyerId: 'buyer_1' };
    await expect(catalogue.create(buyer, SCORED)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(catalogue.update(buyer, 'lead.scored', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('changes only what is given', async () => {
    const { catalogue, stored } = catalogueOf([SCORED]);
    await catalogue.update(ACCOUNT, 'lead.scored', { schema: null });
    expect(stored.get('lead.scored')).toMatchObject({ ...SCORED, schema: null });
  });

  it('checks a new schema against the example that is there', async () => {
    const { catalogue } = catalogueOf([SCORED]);
    const change = catalogue.update(ACCOUNT, 'lead.scored', { schema: { required: ['lead_id'] } });
    await expect(change).rejects.toMatchObject({ code: 'RULE_VIOLATED', fields: [{ pointer: '/example' }] });
  });

  it.each([
    ['built-in types', 'lead.verified', 'RULE_VIOLATED'],
    ['unknown types', 'lead.lost', 'NOT_FOUND'],
    ['names that are none', 'Lead', 'NOT_FOUND'],
  ])('refuses to change %s', async (_case, name, code) => {
    const { catalogue } = catalogueOf([]);
    await expect(catalogue.update(ACCOUNT, name, { description: 'x' })).rejects.toMatchObject({ code });
  });

  it('lists built-in and own types by name, page by page', async () => {
    const { catalogue } = catalogueOf([SCORED]);
    const first = await catalogue.list('acct_1', { limit: 4, before: null });
    expect(first.map(({ name }) => name)).toEqual([
      'bid.won',
      'delivery.failed',
      'delivery.success',
      'lead.call_requested',
      'lead.crm_updated',
    ]);
    const second = await catalogue.list('acct_1', { limit: 4, before: 'lead.distributed' });
    expect(second.map(({ name }) => name)).toEqual([
      'lead.scored',
      'lead.submitted',
      'lead.verified',
      'ping.received',
    ]);
  });
});
