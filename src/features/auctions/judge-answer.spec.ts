import { type SendOutcome } from '../../core/delivery';
import { judgeAnswer } from './judge-answer';

const answer = (text: string, more: object = {}): SendOutcome => ({
  kind: 'response',
  statusCode: 200,
  headers: {},
  body: Buffer.from(text),
  bodyTruncated: false,
  bodySize: text.length,
  ...more,
});

describe('judgeAnswer', () => {
  it.each([
    ['{"bid":12.5}', 12.5],
    ['{"bid":0}', 0],
    ['{"bid":1000000}', 1_000_000],
    ['{"bid":0.01}', 0.01],
    ['{"bid":1.10,"note":"x"}', 1.1],
  ])('reads %s as a bid', (text, price) => {
    expect(judgeAnswer(answer(text))).toEqual({ status: 'bid', price, detail: null });
  });

  it.each([answer('{"bid":null}'), answer('', { statusCode: 204 })])('reads no bid', (outcome) => {
    expect(judgeAnswer(outcome)).toEqual({ status: 'no_bid', price: null, detail: null });
  });

  it.each(['', 'x', 'null', '1', '[]', '{}', '{"Bid":1}', '{"bid":"1"}', '{"bid":true}', '{"bid":{}}'])(
    'finds no bid in %p',
    (text) => {
      expect(judgeAnswer(answer(text))).toMatchObject({ status: 'invalid', price: null });
    },
  );

  it.each(['-0.01', '0.001', '1000000.01', '1e400', '9007199254740993'])('refuses to round %s', (number) => {
    expect(judgeAnswer(answer(`{"bid":${number}}`))).toMatchObject({ status: 'invalid', price: null });
  });

  it('finds no bid in one of an object it was not given', () => {
    expect(judgeAnswer(answer('{"__proto__":{"bid":9}}')).status).toBe('invalid');
  });

  it('finds no bid in an answer that was cut', () => {
    expect(judgeAnswer(answer('{"bid":9}', { bodyTruncated: true })).status).toBe('invalid');
  });

  it('says why there is no answer', () => {
    const error = { code: 'TIMEOUT', message: 'No answer within 1 s.' } as const;
    expect(judgeAnswer({ kind: 'error', error })).toEqual({
      status: 'failed',
      price: null,
      detail: error.message,
    });
    expect(judgeAnswer(answer('{"bid":9}', { statusCode: 500 }))).toMatchObject({
      status: 'failed',
      price: null,
    });
  });
});
