import { createPaint } from '../terminal/paint';
import { type Visit } from './visit';
import { visitLines } from './visit-lines';

const VISIT: Visit = {
  request: { method: 'PUT', url: '/leads', headers: { 'x-team': 'south' }, body: '{"a":1}' },
  reading: { kind: 'read', facts: { lead: 'lead_1', score: 93 } },
  answer: { status: 200, body: 'ok' },
};

const lines = (parts: Partial<Visit>) =>
  visitLines(
    { name: 'CRM', shows: ['x-team'], visit: { ...VISIT, ...parts }, afterMs: 120 },
    createPaint(false),
  ).map((line) => line.trim());

describe('visitLines', () => {
  it('tells a request, its answer, the headers asked for, and what was read', () => {
    expect(lines({})).toEqual([
      '+0.12 s  CRM           PUT /leads  → 200 ok',
      'x-team: south',
      '{"a":1}',
      '✓ lead_1 · 93',
    ]);
  });

  it('tells why it was refused', () => {
    expect(lines({ reading: { kind: 'refused', problem: 'no_text' } }).at(-1)).toBe('✗ no_text');
  });

  it('shows one short line of a body, whatever is in it', () => {
    const body = `a\r\nb\u001B[31m${'é'.repeat(200)}`;
    const shown = lines({ request: { ...VISIT.request, body } })[2]!;
    expect(shown).toMatch(/^a⏎b\?\[31mé+…$/);
    expect(shown).toHaveLength(96);
  });
});
