import { createPaint } from './paint';
import { renderTable } from './render-table';

describe('renderTable', () => {
  it('makes every column as wide as its widest cell, the title included', () => {
    const lines = renderTable(
      ['WEBHOOK', 'ATTEMPTS'],
      [
        ['good', '200'],
        ['a longer one', '500 → 200'],
      ],
    );
    expect(lines).toEqual([
      'WEBHOOK        ATTEMPTS',
      '────────────   ─────────',
      'good           200',
      'a longer one   500 → 200',
    ]);
  });

  it('gives colours no room', () => {
    const { green } = createPaint(true);
    const [, rule, row] = renderTable(['A', 'B'], [[green('ok'), 'x']]);
    expect(rule).toBe('──   ─');
    expect(row).toBe(`${green('ok')}   x`);
  });

  it('fills rows that are too short and shows a table without rows', () => {
    expect(renderTable(['A', 'B'], [['only one']])).toEqual(['A          B', '────────   ─', 'only one']);
    expect(renderTable(['A'], [])).toEqual(['A', '─']);
  });
});
