import { createPaint } from '../terminal/paint';
import { deliveryLine, headerText } from './delivery-line';
import { type ReceivedDelivery } from './start-receiver';

const delivery: ReceivedDelivery = {
  receivedAt: new Date('2026-01-15T10:30:00.123Z'),
  headers: {
    'x-synaptis-event': 'lead.verified',
    'webhook-id': 'evt_01kf0k8y20f2etja3vn6y8b1ke',
    'x-synaptis-attempt': '2',
  },
  body: '{}',
  verification: { documented: null, standard: null },
  answer: 200,
};
const paint = createPaint(false);

describe('deliveryLine', () => {
  it('tells time, verdict, event, attempt and answer in one line of a terminal', () => {
    const line = deliveryLine(delivery, paint);
    expect(line).toBe(
      '10:30:00.123Z  ✓ verified  lead.verified     evt_01kf0k8y20f2etja3vn6y8b1ke  attempt 2  → 200',
    );
    expect(line.length).toBeLessThanOrEqual(100);
  });

  it('gives the reasons of a refusal on a second line', () => {
    const verification = { documented: 'it does not match', standard: 'nor does this' };
    const [first, second] = deliveryLine({ ...delivery, verification, answer: 401 }, paint).split('\n');
    expect(first).toMatch(/✗ refused .*→ 401$/);
    expect(second?.trim()).toBe('it does not match; nor does this');
  });
});

describe('headerText', () => {
  it('lets no escape sequence reach the terminal and cuts what is long', () => {
    expect(headerText({ headers: { x: 'a\u001B[2Jb\u009B2Jc' } }, 'x')).toBe('a?[2Jb?2Jc');
    expect(headerText({ headers: { x: 'y'.repeat(61) } }, 'x')).toBe(`${'y'.repeat(59)}…`);
  });

  it('shows a header that is missing as a question mark', () => {
    expect(headerText({ headers: {} }, 'webhook-id')).toBe('?');
  });
});
