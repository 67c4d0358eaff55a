import { printable, textTable } from './text-table';

describe('textTable', () => {
  it('pads every column to its widest cell and leaves no trailing blanks', () => {
    const table = textTable(
      ['ID', 'NAME'],
      [
        ['key_1', 'a'],
        ['k', 'Checkout'],
      ],
    );
    expect(table).toBe('ID     NAME\nkey_1  a\nk      Checkout');
  });

  it('shows the headings of an empty table', () => {
    expect(textTable(['ID', 'NAME'], [])).toBe('ID  NAME');
  });

  it('counts characters, not UTF-16 units', () => {
    expect(textTable(['A', 'B'], [['😀', 'x']])).toBe('A  B\n😀  x');
  });
});

describe('printable', () => {
  it('lets no escape sequence reach the terminal', () => {
    expect(printable('a\u001B[31mb\u009Bc\nd\u202Ee')).toBe('a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe');
  });
});
