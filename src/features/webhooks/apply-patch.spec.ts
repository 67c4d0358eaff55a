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
  filter: null,
  filterPath: null,
  format: 'synaptis',
  formatOptions: {},
  method: 'POST',
  mapping: null,
  headerMapping: null,
  urlMapping: null,
  contentVersion: 3,
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

  it.each([
    { url: 'https://example.com/other' },
    { format: 'leadsbot' as const },
    { format: 'csv' as const },
    { method: 'PUT' as const },
    { mapping: 'event' },
    { headerMapping: '{}' },
    { urlMapping: '"/x"' },
    { description: null },
    { metadata: { team: 'routing' } },
  ])('counts a change of what deliveries look like: %j', (patch) => {
    const after = applyPatch(ACTIVE, patch, CONTEXT);
    expect(after).toMatchObject({ ...patch, contentVersion: 4 });
  });

  it.each([
    { events: ['lead.*'] },
    { filter: { type: 'bid.won' }, filterPath: '$' },
    { headers: { a: 'b' } },
    { timeoutMs: null },
    { retryScheduleSeconds: [1] },
    { status: 'disabled' as const },
    { method: 'POST' as const, metadata: {}, description: 'Production', url: 'https://example.com/' },
  ])('counts no other change: %j', (patch) => {
    expect(applyPatch(ACTIVE, patch, CONTEXT).contentVersion).toBe(3);
  });

  it.each([
    { format: 'synaptis' as const },
    { formatOptions: {} },
    { mapping: null },
    { headerMapping: null },
    { urlMapping: null },
  ])('counts what names a mapping or the format as it is, to have it tried again: %j', (patch) => {
    expect(applyPatch(ACTIVE, patch, CONTEXT)).toMatchObject({ ...patch, contentVersion: 4 });
    expect(isWithoutEffect(ACTIVE, patch)).toBe(false);
  });

  it('keeps options with their format, and starts another format from its defaults', () => {
    const key: Webhook = { ...ACTIVE, format: 'standard', formatOptions: { signature: 'ed25519' } };
    expect(applyPatch(key, { format: 'standard' }, CONTEXT)).toMatchObject({
      formatOptions: { signature: 'ed25519' },
    });
    expect(applyPatch(key, { formatOptions: {} }, CONTEXT).formatOptions).toEqual({ signature: 'hmac' });
    expect(applyPatch(key, { format: 'leadsbot' }, CONTEXT).formatOptions).toEqual({});
    expect(applyPatch(ACTIVE, { format: 'standard' }, CONTEXT).formatOptions).toEqual({ signature: 'hmac' });
  });

  it('refuses options for a format that somebody changed meanwhile', () => {
    const change = () => applyPatch(ACTIVE, { formatOptions: { signature: 'ed25519' } }, CONTEXT);
    expect(change).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
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
