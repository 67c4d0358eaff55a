import { findPersonalData } from './find-personal-data';

describe('findPersonalData', () => {
  it.each([
    [{ phone: 1 }, ['phone']],
    [{ EMAIL: 1 }, ['EMAIL']],
    [{ first_name: 1 }, ['first_name']],
    [{ lastName: 1 }, ['lastName']],
    [{ 'Full-Name': 1 }, ['Full-Name']],
    [{ a: { b: [0, { SSN: 1 }] } }, ['a', 'b', '1', 'SSN']],
    [{ name: null }, ['name']],
    [{ 'e-mail': 1 }, ['e-mail']],
    [{ _phone_: 1 }, ['_phone_']],
  ])('finds it in %j', (value, path) => {
    expect(findPersonalData(value)).toEqual(path);
  });

  it.each([
    [{}],
    [{ vertical: 'solar', postal_code: '77002', city: 'Houston', phone_type: 'mobile' }],
    [{ device: { model_name: 'x' }, email_verified: true }],
    [{ text: 'phone' }],
    [['phone', 'email']],
    [null],
    ['phone'],
  ])('finds nothing in %j', (value) => {
    expect(findPersonalData(value)).toBeNull();
  });
});
