import { type Database } from '../../platform/database';
import { EventTypes } from './event-types.service';
import { type EventTypeKey, type EventTypesRepository } from './persistence/event-types.repository';

function typesOf(registered: EventTypeKey[], isInTransaction = false) {
  const queries: EventTypeKey[][] = [];
  const isRegistered = ({ accountId, name }: EventTypeKey) =>
    registered.some((key) => key.accountId === accountId && key.name === name);
  const repository: Pick<EventTypesRepository, 'findKeys' | 'find'> = {
    findKeys: async (keys) => {
      queries.push(keys);
      return keys.filter(isRegistered);
    },
    find: async () => null,
  };
  const database = { isInTransaction } as Database;
  return { types: new EventTypes(repository as EventTypesRepository, database), queries };
}

const SCORED = { accountId: 'acct_1', name: 'lead.scored' };

describe('EventTypes', () => {
  it('knows built-in types without asking the database', async () => {
    const { types, queries } = typesOf([]);
    await expect(types.isKnown('acct_1', 'lead.verified')).resolves.toBe(true);
    await expect(types.findUnknown('acct_1', ['bid.won', 'ping.received'])).resolves.toEqual([]);
    expect(queries).toEqual([]);
  });

  it('answers questions of the same moment with one query', async () => {
    const { types, queries } = typesOf([SCORED]);
    const answers = await Promise.all([
      types.isKnown('acct_1', 'lead.scored'),
      types.isKnown('acct_2', 'lead.scored'),
      types.isKnown('acct_1', 'lead.lost'),
    ]);
    expect(answers).toEqual([true, false, false]);
    expect(queries).toHaveLength(1);
  });

  it('remembers registered types, and asks again for unknown ones', async () => {
    const { types, queries } = typesOf([SCORED]);
    for (let round = 0; round < 2; round++) {
      await types.isKnown('acct_1', 'lead.scored');
      await types.isKnown('acct_1', 'lead.lost');
    }
    expect(queries.flat().map(({ name }) => name)).toEqual(['lead.scored', 'lead.lost', 'lead.lost']);
  });

  it('asks inside an open transaction, and remembers nothing that may be rolled back', async () => {
    const { types, queries } = typesOf([SCORED], true);
    await expect(types.isKnown('acct_1', 'lead.scored')).resolves.toBe(true);
    await expect(types.isKnown('acct_1', 'lead.scored')).resolves.toBe(true);
    expect(queries).toHaveLength(2);
  });

  it('names the unknown among many', async () => {
    const { types } = typesOf([SCORED]);
    const names = ['lead.verified', 'lead.scored', 'lead.lost'];
    await expect(types.findUnknown('acct_1', names)).resolves.toEqual(['lead.lost']);
  });

  it('has examples of built-in types, and none of types without', async () => {
    const { types } = typesOf([SCORED]);
    await expect(types.exampleOf('acct_1', 'lead.verified')).resolves.toMatchObject({ quality_score: 92 });
    await expect(types.exampleOf('acct_1', 'lead.scored')).resolves.toBeNull();
  });
});
