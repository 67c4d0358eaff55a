import fc from 'fast-check';
import { isEventPattern, isEventTypeName, patternsMatching } from './event-type-name';

const segment = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
const typeName = fc.array(segment, { minLength: 2, maxLength: 6 }).map((segments) => segments.join('.'));

describe('isEventTypeName', () => {
  it.each(['lead.verified', 'a.b', 'call.ended-early.by_agent', '2fa.1', `a.${'b'.repeat(98)}`])(
    'accepts %p',
    (text) => {
      expect(isEventTypeName(text)).toBe(true);
    },
  );

  it.each([
    '',
    'lead',
    '.lead',
    'lead.',
    'lead..verified',
    'Lead.verified',
    'lead.*',
    '*',
    'lead.ver ified',
    'lead.verified\n',
    'lead.é',
    `a.${'b'.repeat(99)}`,
  ])('refuses %p', (text) => {
    expect(isEventTypeName(text)).toBe(false);
  });
});

describe('isEventPattern', () => {
  it.each(['*', 'lead.*', 'a.b.*', 'lead.verified'])('accepts %p', (text) => {
    expect(isEventPattern(text)).toBe(true);
  });

  it.each(['', '**', '.*', 'lead*', 'lead.*.x', '*.verified', 'lead.**', 'lead', `${'a'.repeat(99)}.*`])(
    'refuses %p',
    (text) => {
      expect(isEventPattern(text)).toBe(false);
    },
  );
});

describe('patternsMatching', () => {
  it('lists the type, each of its prefixes, and everything', () => {
    expect(patternsMatching('a.b.c')).toEqual(['a.b.c', 'a.b.*', 'a.*', '*']);
  });

  it('lists valid patterns only', () => {
    fc.assert(
      fc.property(typeName, (type) => {
        expect(patternsMatching(type).every(isEventPattern)).toBe(true);
      }),
    );
  });
});
