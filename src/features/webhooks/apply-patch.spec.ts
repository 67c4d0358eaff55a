import { applyPatch, isWithoutEffect } from './apply-patch';
import { type Webhook } from './webhook';

const CREATED = new Date('2026-01-15T10:00:00.000Z');
const NOW = new Date('2026-01-15T10:30:00.000Z');
const CONTEXT = { disabledReason: 'Disabled through the API.', now: NOW };

const ACTIVE: Webhook = {
  id: 'wh_1',
  accountId: 'acct_1',
  buyerId: null,
  url: 'https://example.com/',
  events: ['*'],
  description: 'Production',
  headers: {},
  timeoutMs: 5000,
  retryScheduleSeconds: null,
  metadata: {},
  status: 'active',
  disabledReason: null,
  createdAt: CREATED,
  updatedAt: CREATED,
};
const GONE: Webhook = { ...ACTIVE, status: 'disabled', disabledReason: 'The receiver answered 410 Gone.' };

describe('applyPatch', () => {
  it('changes what is given and notes when', () => {
    const patch = { timeoutMs: null, events: ['lead.*'] };
    expect(applyPatch(ACTIVE, patch, CONTEXT)).toEqual({ ...ACTIVE, ...patch, updatedAt: NOW });
  });

  it('notes why an active webhook is disabled', () => {
    const after = applyPatch(ACTIVE, { status: 'disabled' }, CONTEXT);
    expect(after).toMatchObject({ status: 'disabled', disabledReason: 'Disabled through the API.' });
  });

  it.each([{ status: 'disabled' as const }, { description: null }])(
    'keeps the first reason of a disabled one on %j',
    (patch) => {
      expect(applyPatch(GONE, patch, CONTEXT).disabledReason).toBe(GONE.disabledReason);
    },
  );

  it('clears the reason when it is enabled again', () => {
    expect(applyPatch(GONE, { status: 'active' }, CONTEXT)).toMatchObject({
      status: 'active',
      disabledReason: null,
    });
  });
});

describe('isWithoutEffect', () => {
  it.each([{}, { status: 'active' as const }, { description: 'Production', timeoutMs: 5000 }])(
    'is true for %j',
    (patch) => {
      expect(isWithoutEffect(ACTIVE, patch)).toBe(true);
    },
  );

  it.each([{ status: 'disabled' as const }, { status: 'active' as const, description: null }])(
    'is false for %j',
    (patch) => {
      expect(isWithoutEffect(ACTIVE, patch)).toBe(false);
    },
  );
});
