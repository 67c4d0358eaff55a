import { InvalidArgumentError } from 'commander';
import { parseName, parseScopes, parseTime, wholeNumber } from './parse-options';

describe('parseScopes', () => {
  it('takes scopes separated by commas, each once', () => {
    expect(parseScopes('events:write, webhooks:read,events:write')).toEqual([
      'events:write',
      'webhooks:read',
    ]);
  });

  it('takes * for everything', () => {
    expect(parseScopes('*')).toEqual(['*']);
  });

  it.each(['', 'events', 'events:write,', 'events:*'])('refuses %j', (text) => {
    expect(() => parseScopes(text)).toThrow(InvalidArgumentError);
  });
});

describe('parseTime', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15T10:30:00.123+02:00', '2026-01-15T08:30:00.123Z'],
    ['2026-01-15T23:30:00-05:00', '2026-01-16T04:30:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTime(text).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-01-15T25:00:00Z',
    '2026-01-15T10:30:00',
    '0',
    '15.1.2026',
  ])('refuses %j', (text) => {
    expect(() => parseTime(text)).toThrow(InvalidArgumentError);
  });
});

describe('wholeNumber', () => {
  const parse = wholeNumber(1, 600);

  it.each(['1', '600'])('takes %s', (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  it.each(['0', '601', '-1', '1.5', '1e2', '', ' 1', '0x10'])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow('It must be a whole number from 1 to 600.');
  });
});

describe('parseName', () => {
  it('takes 1 to 100 characters', () => {
    expect(parseName('x'.repeat(100))).toHaveLength(100);
    expect(() => parseName('')).toThrow(InvalidArgumentError);
    expect(() => parseName('x'.repeat(101))).toThrow(InvalidArgumentError);
  });
});
