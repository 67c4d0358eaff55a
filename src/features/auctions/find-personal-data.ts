/** Names, in lower case and without separators, under which people and their contact details are kept. */
const PERSONAL = new Set([
  ...['name', 'fullname', 'firstname', 'lastname', 'middlename', 'maidenname', 'surname'],
  ...['givenname', 'familyname', 'contactname', 'fname', 'lname'],
  ...['phone', 'phonenumber', 'homephone', 'workphone', 'cellphone', 'mobilephone', 'mobile', 'mobilenumber'],
  ...['cell', 'tel', 'telephone', 'fax', 'whatsapp', 'email', 'emailaddress', 'mail'],
  ...['address', 'streetaddress', 'street', 'address1', 'address2', 'addressline1', 'addressline2'],
  ...['ssn', 'socialsecurity', 'socialsecuritynumber', 'itin', 'taxid', 'passport', 'passportnumber'],
  ...['driverslicense', 'driverlicense', 'dob', 'dateofbirth', 'birthdate', 'birthday', 'ip', 'ipaddress'],
]);

/**
 * Looks for keys that say who a person is or how to reach them, at any depth and in any spelling
 * (`firstName`, `FIRST_NAME`, `first-name`). Values are not judged.
 *
 * @returns the keys from the outermost to the one found; null when there is none
 */
export function findPersonalData(value: unknown): string[] | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const isPersonal = !Array.isArray(value) && PERSONAL.has(key.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
    const deeper = isPersonal ? [] : findPersonalData(inner);
    if (deeper) return [key, ...deeper];
  }
  return null;
}
