import { type Type } from '@nestjs/common';
import { DtoPipe } from '../../../http';
import { CreateWebhookDto, toWebhookDraft } from './create-webhook.dto';
import { RotateSecretDto, toRotation } from './rotate-secret.dto';
import { toWebhookPatch, UpdateWebhookDto } from './update-webhook.dto';

const pipe = new DtoPipe();
const parse = async <T>(dto: Type<T>, body: unknown) =>
  (await pipe.transform(body, { type: 'body', metatype: dto })) as T;

const MINIMAL = { url: 'https://example.com/', events: ['*'] };

describe('CreateWebhookDto', () => {
  it('needs only a URL and events', async () => {
    expect(toWebhookDraft(await parse(CreateWebhookDto, MINIMAL))).toEqual({
      ...MINIMAL,
      filter: null,
      format: 'synaptis',
      formatOptions: {},
      method: 'POST',
      mapping: null,
      headerMapping: null,
      urlMapping: null,
      description: null,
      buyerId: undefined,
      headers: {},
      timeoutMs: null,
      retryScheduleSeconds: null,
      metadata: {},
      secret: undefined,
    });
  });

  it('names every bad field at once', async () => {
    const body = {
      url: 'ftp://example.com',
      events: ['lead', 'lead.*'],
      headers: { Host: 'a', 'X-Fine': 'b', 'X-Bad': 'line\nbreak' },
      timeout_ms: 999,
      retry_schedule_seconds: [0],
      metadata: { a: 1 },
      secret: 'whsec_short',
      format: 'unknown',
      method: 'GET',
      filter: [],
      mapping: '',
      unknown: 1,
    };
    await expect(parse(CreateWebhookDto, body)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: expect.arrayContaining(
        [
          ['/url', 'must be an absolute http:// or https:// URL with a host'],
          ['/events', expect.stringContaining('not "lead"')],
          ['/headers', expect.stringMatching(/^"Host" is set by the platform; "X-Bad" must not/)],
          ['/timeout_ms', expect.any(String)],
          ['/retry_schedule_seconds', expect.any(String)],
          ['/metadata', expect.any(String)],
          ['/secret', expect.any(String)],
          ['/format', expect.stringMatching(/^must be one of synaptis, /)],
          ['/method', 'must be one of POST, PUT, PATCH'],
          ['/filter', expect.any(String)],
          ['/mapping', expect.any(String)],
          ['/unknown', 'is not a known field'],
        ].map(([pointer, detail]) => ({ pointer, detail })),
      ),
    });
  });

  it.each([
    ['no events', { events: [] }],
    ['too many events', { events: Array.from({ length: 51 }, (_, index) => `a.b${index}`) }],
    ['events that are no list', { events: '*' }],
    ['events that are no text', { events: [1] }],
    ['a URL that is no text', { url: 1 }],
    ['no URL', { url: null }],
    ['headers that are a list', { headers: ['a'] }],
    ['headers that are null', { headers: null }],
    ['a schedule with too many waits', { retry_schedule_seconds: Array.from({ length: 21 }, () => 1) }],
    ['a time limit that is no whole number', { timeout_ms: 1000.5 }],
  ])('refuses %s', async (_case, overrides) => {
    const [name] = Object.keys(overrides);
    await expect(parse(CreateWebhookDto, { ...MINIMAL, ...overrides })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: expect.arrayContaining([expect.objectContaining({ pointer: `/${name}` })]),
    });
  });

  it('never repeats a secret or the value of a header', async () => {
    const body = { ...MINIMAL, secret: 'whsec_hushhush', headers: { 'X-Key': 'hushhush\n' } };
    const error = await parse(CreateWebhookDto, body).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(JSON.stringify(error)).not.toContain('hushhush');
  });
});

describe('UpdateWebhookDto', () => {
  it('keeps apart what is left out, what is null and what is empty', async () => {
    const body = { description: null, retry_schedule_seconds: [], headers: {} };
    expect(toWebhookPatch(await parse(UpdateWebhookDto, body))).toEqual({
      description: null,
      retryScheduleSeconds: [],
      headers: {},
    });
    expect(toWebhookPatch(await parse(UpdateWebhookDto, {}))).toEqual({});
  });

  it.each([{ url: null }, { events: null }, { url: 'nope' }, { status: 'paused' }, { secret: 'whsec_x' }])(
    'refuses %j',
    async (body) => {
      const [name] = Object.keys(body);
      await expect(parse(UpdateWebhookDto, body)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: expect.arrayContaining([expect.objectContaining({ pointer: `/${name}` })]),
      });
    },
  );
});

describe('RotateSecretDto', () => {
  it('gives the replaced secret a day when nothing is said', async () => {
    expect(toRotation(await parse(RotateSecretDto, undefined))).toEqual({
      gracePeriodSeconds: 86_400,
      secret: undefined,
    });
  });

  it.each([-1, 604_801, 0.5, '60'])('refuses a grace period of %j', async (seconds) => {
    await expect(parse(RotateSecretDto, { grace_period_seconds: seconds })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
