import { fullNameOf, looksGenerated } from './judge-name';

describe('fullNameOf', () => {
  it.each([
    [{ name: ' Aiden  Park ' }, 'Aiden Park'],
    [{ first_name: 'Jane' }, 'Jane'],
    [{ last_name: 'Doe' }, 'Doe'],
    [{ first_name: 'Jane', last_name: 'Doe', name: ' ' }, 'Jane Doe'],
    [{ first_name: 'A', last_name: 'B', name: 'Aiden Park' }, 'Aiden Park'],
    [{}, null],
    [{ first_name: '', name: ' ' }, null],
  ])('reads %j as %j', (profile, name) => {
    expect(fullNameOf(profile)).toBe(name);
  });
});

describe('looksGenerated', () => {
  it.each([
    'test',
    'Test Test',
    'TEST Tester',
    'asdf',
    'aaa',
    'Xxxx Yyyy',
    'John Doe',
    'n/a',
    'user1234',
    'jane@example.com',
    '<b>Jane</b>',
    'http://example.com',
  ])('suspects %j', (name) => {
    expect(looksGenerated(name)).toBe(true);
  });

  it.each([
    'Aiden Park',
    'Jane',
    'Jane Doe-Smith',
    "Conan O'Brien",
    'Ng',
    'Li Na',
    'Test Kowalski',
    'John R. Doe, Jr.',
    'Łukasz Żółć',
    '王小明',
    'Nguyễn Thị Minh Khai',
    'Aaron Lee',
  ])('passes %j', (name) => {
    expect(looksGenerated(name)).toBe(false);
  });
});
