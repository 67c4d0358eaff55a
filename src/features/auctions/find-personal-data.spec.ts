import { findPersonalData } from './find-personal-data';

describe('findPersonalData', () => {
  it.each([
    [{ phone: 1 }, ['phone']],
    [{ EMAIL: 1 }, ['EMAIL']],
    [{ first_name: 1 }, ['first_name']],
    [{ lastName: 1 }, ['lastName']],
    [{ 'Full-Name': 1 }, ['Full-Name']],
    [{ a: { b: [0, { SSN: 1 }] } }, ['a', 'b', '1', 'SSN']],
    [{ a: [{ 'S.S.N': 1 }] }, ['a', '0', 'S.S.N']],
    [{ name: null }, ['name']],
    [{ 'e-mail': 1 }, ['e-mail']],
    [{ _phone_: 1 }, ['_phone_']],
    [{ customer: { first: 'Jane', last: 'Doe' } }, ['customer', 'first']],
  ])('finds the key in %j', (value, path) => {
    expect(findPersonalData(value)).toEqual({ path, what: 'key' });
  });

  it.each([
    ...['customer_email', 'customerEmail', 'customeremail', 'eMail', 'emails', 'MAIL', 'email_2'],
    ...['contact_phone', 'phone1', 'primaryPhone', 'homePHONE', 'PHONES', 'phone_number_2', 'contactphone'],
    ...['lead_name', 'leadFirst', 'NAME2', 'names', 'surname', 'lead_last_1', 'first_name_of_owner'],
    ...[
      'street_name',
      'streetAddress',
      'address_line_1',
      'mailing_addresses',
      'ip',
      'IPAddress',
      'client_ip',
    ],
    ...['ssn_last4', 'tax_id', 'driver_license_number', 'dateOfBirth', 'birth_year', 'dob', 'ｐｈｏｎｅ'],
    ...['product_name_and_phone', 'mobile', 'tel', 'cell', 'fax'],
  ])('takes %s for a key of personal data', (key) => {
    expect(findPersonalData({ [key]: 1 })).toEqual({ path: [key], what: 'key' });
  });

  it.each([
    [{ contact: 'Jane Doe +18135551234' }, ['contact'], 'phone number'],
    [{ notes: ['call (813) 555-1234 after six'] }, ['notes', '0'], 'phone number'],
    [{ a: '8135551234' }, ['a'], 'phone number'],
    [{ a: '1.813.555.1234' }, ['a'], 'phone number'],
    [{ a: 'zip 77002 8135551234 x12' }, ['a'], 'phone number'],
    [{ a: '+44 20 7946 0958' }, ['a'], 'phone number'],
    [{ a: '2026-07-05 813 555 1234' }, ['a'], 'phone number'],
    [{ a: 8135551234 }, ['a'], 'phone number'],
    [{ phone_type: '+18135551234' }, ['phone_type'], 'phone number'],
    [{ a: { '8135551234': true } }, ['a'], 'phone number'],
    [{ a: 'jane@example.com' }, ['a'], 'e-mail address'],
    [{ a: 'Jane <jane.doe+x@mail.example.com>, at home' }, ['a'], 'e-mail address'],
    [{ a: 'Write to jane@example.com.' }, ['a'], 'e-mail address'],
    [{ a: 'https://example.com/?m=jane@example.com' }, ['a'], 'e-mail address'],
    [{ 'jane@example.com': 1 }, [], 'e-mail address'],
    ['813-555-1234', [], 'phone number'],
  ])('finds the contact in %j', (value, path, what) => {
    expect(findPersonalData(value)).toEqual({ path, what });
  });

  it.each([
    [{}],
    [{ vertical: 'solar', postal_code: '77002', city: 'Houston', phone_type: 'mobile' }],
    [{ device: { model_name: 'x' }, email_verified: true, hasEmail: true, is_mobile: false }],
    [
      {
        campaign_name: 'May',
        productName: 'x',
        brand_names: ['a'],
        hostname: 'x',
        utility_name: 'CenterPoint',
      },
    ],
    [{ first_time_buyer: true, last_roof_replacement: 2010, first_home: 1 }],
    [{ mobile_home: true, iPhone: true, smartphone: 1, solar_cells: 20, directMail: 1 }],
    [{ zip: 77002, ship: 1, filename: 'x', hotel: 1, camp: 'tenamed', nameplate: 'x' }],
    [{ text: 'phone' }],
    [{ at: '2026-07-05T12:00:00Z', until: '2026-07-05 12:00:00', unix: 1767312000, ms: '1767312000123' }],
    [{ lead: '3f2504e0-4135-4551-9234-030512345678', cert: '4135551234aa4135551234bb4135551234cc4135' }],
    [
      {
        price: '1,250,000.00',
        range: '$100,000 - $250,000',
        zip4: '77002-1234',
        at: '29.7604267, -95.3698028',
      },
    ],
    [{ handle: 'deal @ noon', twitter: '@acme', digits: '123456789012' }],
    [['phone', 'email']],
    [null],
    ['phone'],
  ])('finds nothing in %j', (value) => {
    expect(findPersonalData(value)).toBeNull();
  });
});
