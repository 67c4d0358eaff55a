import { defaultRateLimit, hasScope, isLeadsOnly, scopesBeyond } from './scope-rules';

describe('hasScope', () => {
  it('finds the very scope', () => {
    expect(hasScope(['events:read', 'events:write'], 'events:write')).toBe(true);
  });

  it('lets * stand for every scope', () => {
    expect(hasScope(['*'], 'keys:manage')).toBe(true);
  });

  it.each([[[]], [['events:read']], [['events:']], [['events:*']]])(
    'does not stretch %j to events:write',
    (granted) => {
      expect(hasScope(granted, 'events:write')).toBe(false);
    },
  );
});

describe('scopesBeyond', () => {
  it('names the wanted scopes that are not covered', () => {
    expect(scopesBeyond(['keys:manage', 'events:read'], ['events:read', 'events:write', '*'])).toEqual([
      'events:write',
      '*',
    ]);
  });

  it('finds nothing beyond *', () => {
    expect(scopesBeyond(['*'], ['*', 'leads:read'])).toEqual([]);
  });
});

describe('isLeadsOnly', () => {
  it.each([[['leads:write']], [['leads:read', 'leads:write']]])('holds for %j', (scopes) => {
    expect(isLeadsOnly(scopes)).toBe(true);
  });

  it.each([[[]], [['*']], [['leads:read', '*']], [['leads:write', 'events:read']]])(
    'does not hold for %j',
    (scopes) => {
      expect(isLeadsOnly(scopes)).toBe(false);
    },
  );
});

describe('defaultRateLimit', () => {
  it.each([[['leads:write']], [['leads:write', 'leads:read']]])('is 120 for %j', (scopes) => {
    expect(defaultRateLimit(scopes)).toBe(120);
  });

  it.each([[['*']], [['leads:write', 'events:read']]])('is none for %j', (scopes) => {
    expect(defaultRateLimit(scopes)).toBeNull();
  });
});
