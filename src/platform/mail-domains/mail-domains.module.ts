import { Module } from '@nestjs/common';
import { MAIL_DOMAINS_OPTIONS, MailDomains, type MailDomainsOptions } from './mail-domains';

const OPTIONS: MailDomainsOptions = { timeoutMs: 2000, concurrency: 50, maxCached: 10_000 };

@Module({
  providers: [{ provide: MAIL_DOMAINS_OPTIONS, useValue: OPTIONS }, MailDomains],
  exports: [MailDomains],
})
export class MailDomainsModule {}
