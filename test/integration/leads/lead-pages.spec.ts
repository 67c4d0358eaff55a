import { newId } from '../../../src/platform/ids';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const MIB = 1024 * 1024;

/** Pages of leads that are as large as leads can be, and larger. */
describe('pages of large leads', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  beforeEach(async () => {
    account = await createSecondAccount(test);
  });

  afterAll(() => test.close());

  /** @param told what is in the custom fields @returns their ids, newest first */
  async function store(count: number, told: string): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId('lead'));
    await test.database.query(
      `INSERT INTO leads (id, account_id, door, source, profile, custom_fields, is_eligible, created_at, updated_at)
       SELECT id, $2, 'api', 'form', '{}', $3, true, now(), now() FROM unnest($1::text[]) id`,
      [ids, account.accountId, JSON.stringify({ told })],
    );
    return ids.toReversed();
  }

  /** Every page of the list, as `next_cursor` leads from one to the next. */
  async function readPages(query: string, path = '/v1/leads'): Promise<{ ids: string[]; bytes: number }[]> {
    const pages: { ids: string[]; bytes: number }[] = [];
    let cursor: string | null = '';
    while (cursor !== null && pages.length < 50) {
      const more: string = cursor && `&cursor=${cursor}`;
      const { body, text } = await account.api.get(`${path}?${query}${more}`).expect(200);
      pages.push({ ids: body.data.map(({ id }: { id: string }) => id), bytes: Buffer.byteLength(text) });
      cursor = body.next_cursor;
    }
    return pages;
  }

  it.each(['limit=250', 'limit=250&source=form'])(
    'end at 8 MiB and go on where they ended (%s)',
    async (query) => {
      const ids = await store(250, 'x'.repeat(60 * 1024));
      const pages = await readPages(query);
      expect(pages.flatMap((page) => page.ids)).toEqual(ids);
      expect(pages.length).toBe(2);
      for (const { bytes } of pages) expect(bytes).toBeLessThan(9 * MIB);
    },
  );

  it('count bytes, not characters', async () => {
    const ids = await store(150, 'ü'.repeat(32 * 1024));
    const pages = await readPages('limit=250');
    expect(pages.map((page) => page.ids.length)).toEqual([127, 23]);
    expect(pages.flatMap((page) => page.ids)).toEqual(ids);
  });

  it('have one lead, however large it is', async () => {
    const ids = await store(2, 'x'.repeat(9 * MIB));
    expect((await readPages('limit=250')).map((page) => page.ids)).toEqual(ids.map((id) => [id]));
  });

  it('of follow-ups end at 8 MiB as well', async () => {
    const [leadId] = await store(1, 'x');
    const ids = Array.from({ length: 200 }, () => newId('sub'));
    await test.database.query(
      `INSERT INTO lead_submissions (id, account_id, lead_id, custom_fields, submitted_at)
       SELECT id, $2, $3, $4, now() FROM unnest($1::text[]) id`,
      [ids, account.accountId, leadId, JSON.stringify({ told: 'x'.repeat(60 * 1024) })],
    );
    const pages = await readPages('limit=250', `/v1/leads/${leadId}/submissions`);
    expect(pages.map((page) => page.ids.length)).toEqual([136, 64]);
    expect(pages.flatMap((page) => page.ids)).toEqual(ids.toReversed());
  });

  it('that bytes cut by the one row too many still have a next one', async () => {
    const ids = await store(3, 'x'.repeat(3 * MIB));
    expect((await readPages('limit=2')).map((page) => page.ids)).toEqual([ids.slice(0, 2), ids.slice(2)]);
  });
});
