import { attemptsToShow } from './delivery-log.service';

describe('attemptsToShow', () => {
  it.each([
    ['an event that is no longer kept', 0, 100],
    ['a usual body', 900, 100],
    ['a body of 256 KiB', 256 * 1024, 32],
    ['the largest body', 1024 * 1024, 10],
  ])('for %s (%i characters) is %i', (_, characters, attempts) => {
    expect(attemptsToShow(characters)).toBe(attempts);
  });
});
