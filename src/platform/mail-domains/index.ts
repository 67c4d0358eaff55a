export { MailDomains } from './mail-domains';
export { MailDomainsModule } from './mail-domains.module';
