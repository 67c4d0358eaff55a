import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILTER_EXAMPLES, type FilterExample } from './index';
import { FILTER_LIMITS } from './filter-limits';
import { OPERATORS } from './operators';

const GUIDE = readFileSync(join(__dirname, '../../../docs/guides/filters.md'), 'utf8');

/** An example as the guide writes it: a comment, the filter, and data it lets through and holds back. */
function asInGuide({ name, filter, matches, misses }: FilterExample): string {
  return [
    `// ${name}`,
    JSON.stringify(filter),
    `//   passes:     ${eventInGuide(matches)}`,
    `//   held back:  ${eventInGuide(misses)}`,
  ].join('\n');
}

function eventInGuide({ type, data }: FilterExample['matches']): string {
  return `${type === 'lead.verified' ? '' : `${type} `}${JSON.stringify(data)}`;
}

describe('docs/guides/filters.md', () => {
  it('shows exactly the examples of the catalogue', () => {
    const [, shown] = /```jsonc\n([^`]+)\n```/.exec(GUIDE) ?? [];
    expect(shown).toBe(FILTER_EXAMPLES.map(asInGuide).join('\n\n'));
  });

  it.each([...OPERATORS.keys(), '$or', '$and', '$not'])('explains %s', (operator) => {
    expect(GUIDE).toMatch(new RegExp(`^\\|.*\`\\${operator}\`.*\\|`, 'm'));
  });

  it('names the limits', () => {
    const { depth, conditions, values, valuesOfIn, textLength, suffixes, suffixLength } = FILTER_LIMITS;
    const limits = GUIDE.slice(GUIDE.indexOf('## Limits'));
    for (const limit of [depth, conditions, values, valuesOfIn, textLength, suffixes, suffixLength]) {
      expect(limits).toMatch(new RegExp(`\\b${limit.toLocaleString('en')}\\b`));
    }
  });
});
