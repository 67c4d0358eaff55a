import { isWithinHours } from './active-hours';
import { type ActiveHours } from './targeting';

/** 15 January 2026 is a Thursday; Chicago is six hours behind UTC then. */
function isOpen(hours: Partial<ActiveHours>, now: string): boolean {
  return isWithinHours({ timezone: 'UTC', from: '09:00', to: '17:00', ...hours }, new Date(now));
}

describe('isWithinHours', () => {
  it.each([
    ['2026-01-15T08:59:59.999Z', false],
    ['2026-01-15T09:00:00.000Z', true],
    ['2026-01-15T16:59:59.999Z', true],
    ['2026-01-15T17:00:00.000Z', false],
  ])('opens at from and closes at to: %s %s', (now, expected) => {
    expect(isOpen({}, now)).toBe(expected);
  });

  it('reads the wall clock of the time zone', () => {
    expect(isOpen({ timezone: 'America/Chicago' }, '2026-01-15T14:59:00Z')).toBe(false);
    expect(isOpen({ timezone: 'America/Chicago' }, '2026-01-15T15:00:00Z')).toBe(true);
  });

  it('follows the clock when daylight saving begins and ends', () => {
    const chicago = { timezone: 'America/Chicago' };
    // 8 March 2026, 02:00 becomes 03:00: nine o'clock is an hour earlier in UTC.
    expect(isOpen(chicago, '2026-03-07T14:30:00Z')).toBe(false);
    expect(isOpen(chicago, '2026-03-08T14:30:00Z')).toBe(true);
    // 1 November 2026, 02:00 becomes 01:00.
    expect(isOpen(chicago, '2026-10-31T14:30:00Z')).toBe(true);
    expect(isOpen(chicago, '2026-11-01T14:30:00Z')).toBe(false);
  });

  it('counts both passages of the hour that comes twice, and none of the hour that is left out', () => {
    const oneToTwo = { timezone: 'America/Chicago', from: '01:00', to: '02:00' };
    expect(isOpen(oneToTwo, '2026-11-01T06:30:00Z')).toBe(true);
    expect(isOpen(oneToTwo, '2026-11-01T07:30:00Z')).toBe(true);
    const twoToThree = { timezone: 'America/Chicago', from: '02:00', to: '03:00' };
    expect(isOpen(twoToThree, '2026-03-08T07:59:00Z')).toBe(false);
    expect(isOpen(twoToThree, '2026-03-08T08:00:00Z')).toBe(false);
  });

  it('opens on its days only', () => {
    expect(isOpen({ days: ['thu'] }, '2026-01-15T12:00:00Z')).toBe(true);
    expect(isOpen({ days: ['wed', 'fri'] }, '2026-01-15T12:00:00Z')).toBe(false);
    expect(isOpen({ days: [] }, '2026-01-15T12:00:00Z')).toBe(false);
  });

  it.each([
    ['2026-01-15T21:59:00Z', false],
    ['2026-01-15T22:00:00Z', true],
    ['2026-01-16T05:59:00Z', true],
    ['2026-01-16T06:00:00Z', false],
    ['2026-01-15T05:59:00Z', false],
    ['2026-01-16T22:00:00Z', false],
  ])('counts a span over midnight to the day it starts: %s %s', (now, expected) => {
    expect(isOpen({ from: '22:00', to: '06:00', days: ['thu'] }, now)).toBe(expected);
  });

  it('runs over midnight from Sunday to Monday', () => {
    const sunday: Partial<ActiveHours> = { from: '22:00', to: '06:00', days: ['sun'] };
    expect(isOpen(sunday, '2026-01-19T03:00:00Z')).toBe(true);
    expect(isOpen(sunday, '2026-01-18T03:00:00Z')).toBe(false);
  });

  it('is open around the clock when from equals to', () => {
    expect(isOpen({ from: '00:00', to: '00:00' }, '2026-01-15T03:00:00Z')).toBe(true);
    expect(isOpen({ from: '09:00', to: '09:00', days: ['thu'] }, '2026-01-16T08:59:00Z')).toBe(true);
    expect(isOpen({ from: '09:00', to: '09:00', days: ['thu'] }, '2026-01-16T09:00:00Z')).toBe(false);
  });

  it('may end with the day', () => {
    expect(isOpen({ to: '24:00' }, '2026-01-15T23:59:00Z')).toBe(true);
    expect(isOpen({ to: '24:00' }, '2026-01-16T00:00:00Z')).toBe(false);
  });
});
