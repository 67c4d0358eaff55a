import { parseJobId, toJobId } from './job-id';

const JOB = { deliveryId: 'dlv_01m7ypkecfecpagtkew7a8wr69', attemptNumber: 3 };

describe('job ids', () => {
  it('name the attempt and can be read back', () => {
    const id = toJobId(JOB, new Date('2026-01-15T10:30:00.000Z'));
    expect(parseJobId(id)).toEqual(JOB);
    // BullMQ takes no colons and no bare integers.
    expect(id).not.toContain(':');
    expect(Number(id)).toBeNaN();
  });

  it('are the same for the same due time and differ when the attempt is brought forward', () => {
    const due = new Date('2026-01-15T10:30:00.000Z');
    expect(toJobId(JOB, due)).toBe(toJobId(JOB, new Date(due)));
    expect(toJobId(JOB, due)).not.toBe(toJobId(JOB, new Date(due.getTime() - 1)));
  });

  it.each(['', 'dlv_x_1_a', '42', 'dlv_01m7ypkecfecpagtkew7a8wr69_x_1'])('do not read %p', (text) => {
    expect(parseJobId(text)).toBeNull();
  });
});
