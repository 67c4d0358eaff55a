/** RFC 5321 section 4.5.3.1.1. */
const MAX_LOCAL_PART = 64;
/** RFC 5321 section 4.5.3.1.3: a path has 256 characters, two of them its angle brackets. */
const MAX_EMAIL = 254;
/** RFC 1035 section 2.3.4. */
const MAX_LABEL = 63;

/** RFC 5322 section 3.2.3, `atext`. */
const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
/** RFC 5321 section 4.1.2, `sub-domain`. */
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
/** RFC 3696 section 2: the last label of a host name is never all digits. */
const DIGITS = /^\d+$/;

/** Services that hand out mailboxes for minutes, well known for it; their subdomains count too. */
const DISPOSABLE_DOMAINS: ReadonlySet<string> = new Set([
  '10minutemail.com',
  '10minutemail.net',
  'discard.email',
  'dispostable.com',
  'emailondeck.com',
  'fakeinbox.com',
  'getairmail.com',
  'getnada.com',
  'grr.la',
  'guerrillamail.biz',
  'guerrillamail.com',
  'guerrillamail.de',
  'guerrillamail.info',
  'guerrillamail.net',
  'guerrillamail.org',
  'guerrillamailblock.com',
  'mailcatch.com',
  'maildrop.cc',
  'mailinator.com',
  'mailinator.net',
  'mailnesia.com',
  'mintemail.com',
  'moakt.com',
  'mohmal.com',
  'mytemp.email',
  'pokemail.net',
  'sharklasers.com',
  'spam4.me',
  'spamgourmet.com',
  'temp-mail.org',
  'tempinbox.com',
  'tempmail.com',
  'tempr.email',
  'throwawaymail.com',
  'trashmail.com',
  'trashmail.net',
  'yopmail.com',
  'yopmail.fr',
  'yopmail.net',
]);

/**
 * Judges an e-mail address by its form alone: dot-atom `@` domain name of two or more labels, in ASCII. Quoted local
 * parts, address literals (`@[192.0.2.1]`), comments and display names are refused: forms do not yield them.
 * Time is linear in the length.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (text.length > MAX_EMAIL || at < 1 || at > MAX_LOCAL_PART) {
    return false;
  }
  return text.slice(0, at).split('.').every(isAtom) && isMailDomain(text.slice(at + 1));
}

/**
 * The domain of an e-mail address, in lower case, as DNS is asked for it.
 *
 * @param email an address that `isEmailAddress` accepts
 */
export function mailDomainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Says whether a domain belongs to a well-known service of throw-away mailboxes.
 *
 * @param domain in lower case, as `mailDomainOf` answers it
 */
export function isDisposableDomain(domain: string): boolean {
  const labels = domain.split('.');
  return labels.some((_, index) => DISPOSABLE_DOMAINS.has(labels.slice(index).join('.')));
}

function isAtom(text: string): boolean {
  return ATOM.test(text);
}

function isMailDomain(domain: string): boolean {
  const labels = domain.split('.');
  const isWellFormed = labels.every((label) => label.length <= MAX_LABEL && LABEL.test(label));
  return isWellFormed && labels.length > 1 && !DIGITS.test(labels.at(-1) ?? '');
}
