import fc from 'fast-check';
import { addKey, clearKeys, newKeyRegister } from './key-register';

describe('addKey', () => {
  it('tells whether a key was there before, however many there are', () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 30 }).map(String), fc.constant('__proto__'));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        const register = newKeyRegister();
        keys.forEach((name, index) => expect(addKey(register, name)).toBe(keys.indexOf(name) < index));
      }),
    );
  });

  it.each([3, 20])('forgets %i keys when cleared', (count) => {
    const register = newKeyRegister();
    const keys = Array.from({ length: count }, (_, index) => String(index));
    for (const key of keys) addKey(register, key);
    clearKeys(register);
    expect(keys.map((key) => addKey(register, key))).toEqual(keys.map(() => false));
  });
});
