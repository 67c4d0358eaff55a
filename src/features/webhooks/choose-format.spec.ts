import { chooseFormat, type FormatChoice } from './choose-format';

const BINARY: FormatChoice = {
  format: 'cloudevents',
  formatOptions: { mode: 'binary', source: 'urn:synaptis:events' },
};

describe('chooseFormat', () => {
  it.each<[string, FormatChoice | null, Partial<FormatChoice>, FormatChoice]>([
    ['is the documented envelope unless told', null, {}, { format: 'synaptis', formatOptions: {} }],
    ['stays when nothing is asked', BINARY, {}, BINARY],
    ['keeps its options when it is asked for again', BINARY, { format: 'cloudevents' }, BINARY],
    [
      'replaces options as a whole',
      { ...BINARY, formatOptions: { mode: 'binary', source: '/a' } },
      { formatOptions: { mode: 'binary' } },
      BINARY,
    ],
    [
      'carries no options over to another',
      BINARY,
      { format: 'standard' },
      { format: 'standard', formatOptions: { signature: 'hmac' } },
    ],
    [
      'starts from the defaults with options that are empty',
      BINARY,
      { formatOptions: {} },
      { format: 'cloudevents', formatOptions: { mode: 'structured', source: 'urn:synaptis:events' } },
    ],
  ])('%s', (_case, before, asked, choice) => {
    expect(chooseFormat(before, asked)).toEqual({ kind: 'ok', choice });
  });

  it.each<[string, FormatChoice | null, Partial<FormatChoice>, string[]]>([
    ['options of another format', BINARY, { formatOptions: { signature: 'ed25519' } }, ['/signature']],
    [
      'options of the format before',
      BINARY,
      { format: 'leadsbot', formatOptions: BINARY.formatOptions },
      ['/mode', '/source'],
    ],
    ['another format without what it needs', BINARY, { format: 'telegram' }, ['/chat_id']],
    ['null for what it needs', null, { format: 'telegram', formatOptions: { chat_id: null } }, ['/chat_id']],
    [
      'a word that is none',
      null,
      { format: 'standard', formatOptions: { signature: 'ED25519' } },
      ['/signature'],
    ],
    [
      'names of every object',
      null,
      {
        formatOptions: JSON.parse('{"__proto__":{},"toString":1}') as object as FormatChoice['formatOptions'],
      },
      ['/__proto__', '/toString'],
    ],
  ])('refuses %s', (_case, before, asked, pointers) => {
    expect(chooseFormat(before, asked)).toEqual({
      kind: 'invalid',
      fields: pointers.map((pointer) => ({
        pointer: `/format_options${pointer}`,
        detail: expect.stringMatching(/\.$/),
      })),
    });
  });
});
