import { readPayload } from './read-payload';

describe('readPayload', () => {
  it('shows numbers that a double cannot hold as texts, and all others as they are', () => {
    expect(readPayload('{"owner":12345678901234567890,"scores":[27.950575000000001,1.5],"n":1e400}')).toEqual(
      {
        owner: '12345678901234567890',
        scores: ['27.950575000000001', 1.5],
        n: '1e400',
      },
    );
  });

  it('reads what is nested deeply', () => {
    const text = `{"a":${'['.repeat(500)}9007199254740993${']'.repeat(500)}}`;
    expect(JSON.stringify(readPayload(text))).toBe(text.replace('9007199254740993', '"9007199254740993"'));
  });
});
