import { createPaint } from '../terminal/paint';
import { timelineTable } from './timeline-table';

const paint = createPaint(false);

describe('timelineTable', () => {
  it('tells each entry with the time since the first', () => {
    const timeline = [
      { at: '2026-01-15T10:30:00.000Z', type: 'submitted', title: 'Came in.' },
      { at: '2026-01-15T10:30:01.250Z', type: 'verified', title: 'Passed.' },
    ];
    expect(timelineTable(timeline, paint).slice(2)).toEqual([
      '+0 ms      submitted   Came in.',
      '+1250 ms   verified    Passed.',
    ]);
  });

  it('has only a head without entries', () => {
    expect(timelineTable([], paint)).toHaveLength(2);
  });
});
