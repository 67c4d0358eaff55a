import { judgeTargeting, type TargetedLead } from './matches-targeting';
import { type Targeting } from './targeting';

const LEAD: TargetedLead = { state: 'TX', source: 'my-webform', quality_score: 70 };
const THURSDAY_NOON = new Date('2026-01-15T12:00:00Z');

function judge(targeting: Targeting, lead: Partial<TargetedLead> = {}): string {
  return judgeTargeting(targeting, { ...LEAD, ...lead }, THURSDAY_NOON);
}

describe('judgeTargeting', () => {
  it('wants every lead without restrictions', () => {
    expect(judge({}, { state: null, source: null, quality_score: 0 })).toBe('wanted');
    expect(judge({ states: [], sources: [] }, { state: null, source: null })).toBe('wanted');
  });

  it('wants the states it names', () => {
    expect(judge({ states: ['FL', 'TX'] })).toBe('wanted');
    expect(judge({ states: ['FL'] })).toBe('state');
    expect(judge({ states: ['FL'] }, { state: null })).toBe('state');
  });

  it('wants the sources it names', () => {
    expect(judge({ sources: ['zillow', 'my-webform'] })).toBe('wanted');
    expect(judge({ sources: ['zillow'] })).toBe('source');
    expect(judge({ sources: ['zillow'] }, { source: null })).toBe('source');
  });

  it('wants leads of its lowest score and better', () => {
    expect(judge({ minimum_score: 70 })).toBe('wanted');
    expect(judge({ minimum_score: 71 })).toBe('score');
  });

  it('wants leads in its active hours', () => {
    const hours = { timezone: 'UTC', from: '09:00' };
    expect(judge({ active_hours: { ...hours, to: '17:00' } })).toBe('wanted');
    expect(judge({ active_hours: { ...hours, to: '12:00' } })).toBe('hours');
  });

  it('names the first restriction not met', () => {
    const active_hours = { timezone: 'UTC', from: '01:00', to: '02:00' };
    const none = { states: ['FL'], sources: ['zillow'], minimum_score: 100, active_hours };
    expect(judge(none)).toBe('state');
    expect(judge({ ...none, states: [] })).toBe('source');
    expect(judge({ ...none, states: [], sources: [] })).toBe('score');
    expect(judge({ active_hours })).toBe('hours');
  });
});
