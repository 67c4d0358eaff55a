import { type Settings } from '../../platform/config';
import { type HostCheck, type OutboundHttp } from '../../platform/outbound-http';
import { AppError } from '../../core/errors/app-error';
import { type BuyersService } from '../buyers';
import { type EventTypes } from '../events';
import { WebhookRules } from './webhook-rules';

const ACCOUNT = { accountId: 'acct_1', buyerId: null };
const BUYER = { accountId: 'acct_1', buyerId: 'buyer_1' };

interface Circumstances {
  httpsOnly?: boolean;
  host?: HostCheck['kind'];
}

function rulesOf({ httpsOnly = false, host = 'allowed' }: Circumstances = {}) {
  const checkedHosts: string[] = [];
  const outboundHttp: Pick<OutboundHttp, 'checkHost'> = {
    checkHost: async (hostname) => {
      checkedHosts.push(hostname);
      return { kind: host };
    },
  };
  const eventTypes: Pick<EventTypes, 'findUnknown'> = {
    findUnknown: async (_account, names) => names.filter((name) => !name.startsWith('lead.')),
  };
  const buyers: Pick<BuyersService, 'requireKnown'> = {
    requireKnown: async (_account, id) => {
      if (id !== 'buyer_1') throw new AppError('UNKNOWN_BUYER', 'No such buyer.');
    },
  };
  const rules = new WebhookRules(
    { httpsOnly } as Settings,
    outboundHttp as OutboundHttp,
    eventTypes as EventTypes,
    buyers as BuyersService,
    { check: async () => ({ choice: { format: 'synaptis', formatOptions: {} }, filterPath: null }) } as never,
  );
  return { rules, checkedHosts };
}

describe('WebhookRules', () => {
  describe('requireCallable', () => {
    it('hands back the normalised URL', async () => {
      const { rules, checkedHosts } = rulesOf();
      await expect(rules.requireCallable('HTTP://Example.COM:80/a#b')).resolves.toBe('http://example.com/a');
      expect(checkedHosts).toEqual(['example.com']);
    });

    it('accepts a name that does not resolve yet', async () => {
      const { rules } = rulesOf({ host: 'unresolvable' });
      await expect(rules.requireCallable('https://later.example')).resolves.toBe('https://later.example/');
    });

    it.each([
      ['a URL that is none', 'nope', {}, 'VALIDATION_FAILED'],
      ['plain HTTP where HTTPS is asked for', 'http://example.com', { httpsOnly: true }, 'HTTPS_REQUIRED'],
      ['an address that is never called', 'http://10.0.0.1', { host: 'denied' as const }, 'URL_NOT_ALLOWED'],
    ])('refuses %s', async (_case, url, options, code) => {
      await expect(rulesOf(options).rules.requireCallable(url)).rejects.toMatchObject({
        code,
        fields: [{ pointer: '/url' }],
      });
    });
  });

  describe('requireKnownTypes', () => {
    it('accepts known types and every prefix', async () => {
      const events = ['lead.verified', 'nothing.yet.*', '*'];
      await expect(rulesOf().rules.requireKnownTypes('acct_1', events)).resolves.toBeUndefined();
    });

    it('names every unknown type by its place', async () => {
      const events = ['lead.verified', 'bid.lost', '*', 'bid.tied'];
      await expect(rulesOf().rules.requireKnownTypes('acct_1', events)).rejects.toMatchObject({
        code: 'UNKNOWN_EVENT_TYPE',
        fields: [{ pointer: '/events/1' }, { pointer: '/events/3' }],
      });
    });
  });

  describe('resolveBuyer', () => {
    it.each([
      ['all of the account by default', ACCOUNT, undefined, null],
      ['all of the account on null', ACCOUNT, null, null],
      ['the buyer that is named', ACCOUNT, 'buyer_1', 'buyer_1'],
      ['its own buyer for a bound key', BUYER, undefined, 'buyer_1'],
      ['its own buyer for a bound key that names it', BUYER, 'buyer_1', 'buyer_1'],
    ])('is %s', async (_case, actor, requested, expected) => {
      await expect(rulesOf().rules.resolveBuyer(actor, requested)).resolves.toBe(expected);
    });

    it.each([
      ['an unknown buyer', ACCOUNT, 'buyer_2'],
      ['another buyer for a bound key', BUYER, 'buyer_2'],
      ['all of the account for a bound key', BUYER, null],
    ])('refuses %s', async (_case, actor, requested) => {
      await expect(rulesOf().rules.resolveBuyer(actor, requested)).rejects.toMatchObject({
        code: 'UNKNOWN_BUYER',
      });
    });
  });
});
