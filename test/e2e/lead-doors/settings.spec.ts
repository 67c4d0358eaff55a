import { createHash } from 'node:crypto';
import { aPhone } from '../../support/lead-requests';
import { callRaw } from '../../support/raw-http';
import { expectProblem } from '../../support/problem';
import { rowCounts } from '../../support/row-counts';
import { type AccountUnderTest, createKey, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { jsonOf, postLead, put, sign } from './doors';

const STREAMSYNQ = '/v1/lead-sources/streamsynq';
const CRM = '/v1/lead-sources/crm';
const SECRET = 'a-secret-of-sixteen-or-more';

describe('the settings of lead sources', () => {
  let test: TestPlatform;
  let second: AccountUnderTest & { key: string };

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api', CRM_WEBHOOK_SECRET: 'the-secret-of-the-operator' });
    const made = await createSecondAccount(test);
    second = { ...made, key: await createKey(test, made.accountId, { scopes: ['keys:manage'] }) };
  });

  afterEach(async () => {
    await put(test.api, test.key, STREAMSYNQ, { signing_secret: null, require_consent: false });
    for (const key of [test.key, second.key]) await put(test.api, key, CRM, { secret: null });
  });

  afterAll(() => test.close());

  const change = (path: string, body: object, key = test.key) => put(test.api, key, path, body);
  const get = async (path: string, api: Api = test.api) => (await api.get(path).expect(200)).body;
  const rotate = (body: object = {}) => test.api.post(`${STREAMSYNQ}/rotate`, body);

  describe('for Streamsynq', () => {
    /** Whether a body signed with this is let in. */
    const isGood = async (secret: string): Promise<boolean> => {
      const { user_id: userId } = await get(STREAMSYNQ);
      const body = JSON.stringify({ source: 'other', phone: aPhone() });
      const { status } = await postLead(test.platform.url, userId as string, body, sign(secret, body));
      expect([200, 401]).toContain(status);
      return status === 200;
    };

    it('have a user_id from the start, which stays, also when it is asked for by many at once', async () => {
      const { api } = await createSecondAccount(test);
      const answers = await Promise.all(Array.from({ length: 10 }, () => get(STREAMSYNQ, api)));
      const [first] = answers;
      expect(first).toEqual({
        user_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        signing_secret: null,
        require_consent: false,
        previous: [],
      });
      for (const answer of answers) expect(answer).toEqual(first);
    });

    it('change one by one, and what is left out stays', async () => {
      expect(jsonOf(await change(STREAMSYNQ, { require_consent: true }))).toMatchObject({
        signing_secret: null,
        require_consent: true,
      });
      expect(jsonOf(await change(STREAMSYNQ, { signing_secret: SECRET }))).toMatchObject({
        signing_secret: SECRET,
        require_consent: true,
      });
      expect(await get(STREAMSYNQ)).toMatchObject({ signing_secret: SECRET, require_consent: true });
      expect(
        jsonOf(await change(STREAMSYNQ, { signing_secret: null, require_consent: false })),
      ).toMatchObject({
        signing_secret: null,
        require_consent: false,
        previous: [],
      });
    });

    it.each([
      ['nothing', {}, ['']],
      ['15 characters', { signing_secret: 'x'.repeat(15) }, ['/signing_secret']],
      ['257 characters', { signing_secret: 'x'.repeat(257) }, ['/signing_secret']],
      ['a space', { signing_secret: 'secret with spaces in it' }, ['/signing_secret']],
      ['umlauts', { signing_secret: 'äöüäöüäöüäöüäöüäöü' }, ['/signing_secret']],
      ['a consent that is null', { require_consent: null }, ['/require_consent']],
      ['an unknown field', { require_consent: true, user_id: 'x' }, ['/user_id']],
    ])('are not changed by %s', async (_case, body, pointers) => {
      const before = await get(STREAMSYNQ);
      expectProblem(await change(STREAMSYNQ, body), { code: 'VALIDATION_FAILED', pointers });
      expect(await get(STREAMSYNQ)).toEqual(before);
    });

    it('take secrets of 16 and of 256 characters', async () => {
      for (const secret of ['~'.repeat(16), '!'.repeat(256)]) {
        jsonOf(await change(STREAMSYNQ, { signing_secret: secret }));
        expect(await isGood(secret)).toBe(true);
      }
    });

    it('rotate with overlap until the grace is over', async () => {
      jsonOf(await change(STREAMSYNQ, { signing_secret: SECRET }));
      const { body: rotated } = await rotate({ grace_period_seconds: 60 }).expect(200);
      expect(rotated).toMatchObject({
        signing_secret: expect.stringMatching(/^[0-9a-f]{64}$/),
        previous: [{ expires_at: expect.stringMatching(/^\d{4}-.*Z$/) }],
      });
      expect(await Promise.all([rotated.signing_secret, SECRET].map(isGood))).toEqual([true, true]);
      // Moves the hand of the clock by what is left of the minute: the time told is the one that counts.
      const moved = await test.database.query(
        `UPDATE lead_source_secrets SET expires_at = now() - interval '1 second' WHERE expires_at = $1 RETURNING 1`,
        [rotated.previous[0].expires_at],
      );
      expect(moved).toHaveLength(1);
      expect(await Promise.all([rotated.signing_secret, SECRET].map(isGood))).toEqual([true, false]);
      expect(await get(STREAMSYNQ)).toMatchObject({ signing_secret: rotated.signing_secret, previous: [] });
    });

    it('keep the replaced secret for a day when the rotation says nothing', async () => {
      jsonOf(await change(STREAMSYNQ, { signing_secret: SECRET }));
      const { body } = await rotate().expect(200);
      const left = Date.parse(body.previous[0].expires_at) - Date.now();
      expect(Math.abs(left - 86_400_000)).toBeLessThan(30_000);
    });

    it('set the first secret by a rotation, and hand over at once with a grace of 0', async () => {
      const { body: first } = await rotate({ signing_secret: SECRET }).expect(200);
      expect(first).toMatchObject({ signing_secret: SECRET, previous: [] });
      await rotate().expect(200);
      const { body: last } = await rotate({ grace_period_seconds: 0 }).expect(200);
      expect(last.previous).toEqual([]);
      expect(await Promise.all([last.signing_secret, SECRET].map(isGood))).toEqual([true, false]);
    });

    it('end every older secret with a new one that is put, and with none', async () => {
      jsonOf(await change(STREAMSYNQ, { signing_secret: SECRET }));
      await rotate().expect(200);
      expect(jsonOf(await change(STREAMSYNQ, { signing_secret: 'another-secret-of-ours' }))).toMatchObject({
        previous: [],
      });
      expect(await isGood(SECRET)).toBe(false);
      await rotate().expect(200);
      jsonOf(await change(STREAMSYNQ, { signing_secret: null }));
      expect(await isGood('whatever')).toBe(true);
    });

    it('keep at most ten older secrets, and one current one when rotations come at once', async () => {
      await rotate().expect(200);
      const answers = await Promise.all(Array.from({ length: 12 }, () => rotate()));
      const refused = answers.filter(({ status }) => status === 422);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
      expect(refused).toHaveLength(2);
      expect(refused[0]!.body).toMatchObject({
        code: 'RULE_VIOLATED',
        errors: [{ pointer: '/grace_period_seconds' }],
      });
      const settings = await get(STREAMSYNQ);
      expect(settings.previous).toHaveLength(10);
      const [row] = await test.database.query<{ count: number }>(
        'SELECT count(*)::int FROM lead_source_secrets WHERE expires_at IS NULL',
      );
      expect(row).toEqual({ count: 1 });
      expect(await isGood(settings.signing_secret as string)).toBe(true);
    });

    it.each([
      ['a negative grace', { grace_period_seconds: -1 }, '/grace_period_seconds'],
      ['a grace beyond seven days', { grace_period_seconds: 604_801 }, '/grace_period_seconds'],
      ['null as secret', { signing_secret: null }, '/signing_secret'],
      ['a short secret', { signing_secret: 'short' }, '/signing_secret'],
    ])('do not rotate with %s', async (_case, body, pointer) => {
      const { body: problem } = await rotate(body).expect(400);
      expect(problem.errors[0].pointer).toBe(pointer);
    });

    it('rotate once for one Idempotency-Key', async () => {
      const answers = [];
      for (const _ of [1, 2])
        answers.push(await rotate().set('Idempotency-Key', 'rotate-streamsynq').expect(200));
      expect(answers[1]!.body).toEqual(answers[0]!.body);
      expect(answers[1]!.headers['idempotency-replayed']).toBe('true');
    });
  });

  describe('for a CRM', () => {
    it('show the last four characters of the secret, and whose the one of the environment is', async () => {
      expect(await get(CRM)).toEqual({ secret: null, has_environment_secret: true });
      expect(await get(CRM, second.api)).toEqual({ secret: null, has_environment_secret: false });
      expect(jsonOf(await change(CRM, { secret: SECRET }))).toEqual({
        secret: '…more',
        has_environment_secret: true,
      });
      expect(await get(CRM)).toEqual({ secret: '…more', has_environment_secret: true });
      expect(jsonOf(await change(CRM, { secret: null }))).toEqual({
        secret: null,
        has_environment_secret: true,
      });
    });

    it('refuse a secret that another account or the environment has, and keep the one before', async () => {
      jsonOf(await change(CRM, { secret: SECRET }, second.key));
      jsonOf(await change(CRM, { secret: 'the-first-one-of-ours' }));
      for (const secret of [SECRET, 'the-secret-of-the-operator']) {
        const answer = await change(CRM, { secret });
        expectProblem(answer, { code: 'ALREADY_EXISTS', pointers: ['/secret'] });
        expect(answer.text).not.toContain(second.accountId);
      }
      expect(await get(CRM)).toMatchObject({ secret: '…ours' });
      expect(await get(CRM, second.api)).toMatchObject({ secret: '…more' });
    });

    it('take the same secret again, and one that another account has given up', async () => {
      for (const _ of [1, 2]) jsonOf(await change(CRM, { secret: SECRET }, second.key));
      jsonOf(await change(CRM, { secret: null }, second.key));
      jsonOf(await change(CRM, { secret: SECRET }));
      expect(await get(CRM)).toMatchObject({ secret: '…more' });
    });

    it('leave one secret when many are set at once', async () => {
      const secrets = Array.from({ length: 8 }, (_, n) => `a-secret-of-many-number-${n}`);
      await Promise.all(secrets.map(async (secret) => jsonOf(await change(CRM, { secret }))));
      const rows = await test.database.query(`SELECT id FROM lead_source_secrets WHERE source = 'crm'`);
      expect(rows).toHaveLength(1);
    });

    it('go to one of two accounts that want the same secret at once', async () => {
      const wanted = { secret: 'a-secret-that-both-want' };
      const answers = await Promise.all([change(CRM, wanted), change(CRM, wanted, second.key)]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    });

    it.each([
      ['nothing', {}],
      ['15 characters', { secret: 'x'.repeat(15) }],
      ['257 characters', { secret: 'x'.repeat(257) }],
      ['a space', { secret: 'secret with spaces in it' }],
      ['a number', { secret: 1234567890123456 }],
    ])('are not changed by %s', async (_case, body) => {
      expectProblem(await change(CRM, body), { code: 'VALIDATION_FAILED', pointers: ['/secret'] });
      expect(await get(CRM)).toMatchObject({ secret: null });
    });
  });

  const calls: [string, string, object | undefined][] = [
    ['GET', STREAMSYNQ, undefined],
    ['PUT', STREAMSYNQ, { require_consent: true }],
    ['POST', `${STREAMSYNQ}/rotate`, {}],
    ['GET', CRM, undefined],
    ['PUT', CRM, { secret: SECRET }],
  ];

  it.each(calls)(
    'are closed to keys of a buyer and keys without keys:manage: %s %s',
    async (method, path, body) => {
      const { body: buyer } = await test.api.post('/v1/buyers', { name: 'Acme' }).expect(201);
      const [account] = await test.database.query<{ id: string }>('SELECT id FROM accounts ORDER BY id');
      const keys = [
        await createKey(test, account!.id, { scopes: ['*'], buyerId: buyer.id as string }),
        await createKey(test, account!.id, { scopes: ['leads:write', 'leads:read'] }),
      ];
      const before = await rowCounts(test.database);
      for (const key of keys) {
        const answer = await callRaw(test.platform.url, {
          method,
          path,
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: body && JSON.stringify(body),
        });
        expectProblem(answer, { code: 'FORBIDDEN' });
      }
      // A key of leads only has a limit, and its count is a row.
      expect({ ...(await rowCounts(test.database)), rate_limits: 0 }).toEqual({ ...before, rate_limits: 0 });
    },
  );

  it('keep secrets encrypted, and find them by hash', async () => {
    jsonOf(await change(STREAMSYNQ, { signing_secret: 'streamsynq-in-the-clear' }));
    jsonOf(await change(CRM, { secret: 'crm-secret-in-the-clear' }));
    const rows = await test.database.query<{ source: string; sealed: Buffer; hash: Buffer }>(
      'SELECT source, sealed, hash FROM lead_source_secrets ORDER BY source',
    );
    expect(rows.map(({ hash }) => hash.toString('hex'))).toEqual(
      ['crm-secret-in-the-clear', 'streamsynq-in-the-clear'].map((secret) =>
        createHash('sha256').update(secret).digest('hex'),
      ),
    );
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('in-the-clear');
  });
});
