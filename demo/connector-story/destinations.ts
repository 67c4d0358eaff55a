import { readCloudEventIn } from './readers/read-cloudevent';
import { readCsv } from './readers/read-csv';
import { readForm } from './readers/read-form';
import { readLeadsBot } from './readers/read-leadsbot';
import { readSheetRow } from './readers/read-sheet-row';
import { readSlack } from './readers/read-slack';
import { readStandard } from './readers/read-standard';
import { readSynaptis } from './readers/read-synaptis';
import { readTelegram } from './readers/read-telegram';
import { readXml } from './readers/read-xml';
import { type Manners } from './stand-in';
import { type Answer } from './visit';

/** A receiver that gets an event in the format it wants, without a line of code. */
export interface Destination extends Manners {
  name: string;
  format: string;
  formatOptions?: object;
  /** For the reader. */
  role: string;
  /** The headers worth showing. */
  shows: readonly string[];
  /** Whether it can tell a changed body; where not, its URL is the secret. */
  isSigned: boolean;
}

const SYNAPTIS = 'x-synaptis-signature';
const STANDARD = 'webhook-signature';
const TYPE = 'content-type';

/** Status 200, and nothing was posted: what Telegram and Slack can answer with. */
export const TOO_MANY: Answer = {
  status: 200,
  body: '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}',
};

/** Apps Script runs first, and then sends the caller on to where its result can be read. */
const SCRIPT_HAS_RUN: Answer = {
  status: 302,
  headers: { location: 'https://script.googleusercontent.com/macros/echo?user_content_key=abc' },
  body: '',
};

const CRM_COLUMNS = ['lead_id', 'first_name', 'last_name', 'phone'].map((name) => ({
  name,
  path: `data.${name}`,
}));

/** Everybody who gets the same event. */
export const DESTINATIONS: readonly Destination[] = [
  {
    name: 'own server',
    format: 'synaptis',
    role: 'verifies with the documented lines and with standardwebhooks',
    path: '/webhooks/synaptis',
    read: readSynaptis,
    shows: [SYNAPTIS],
    isSigned: true,
  },
  {
    name: 'LeadsBot app',
    format: 'leadsbot',
    role: 'verifies the hex HMAC of the raw body, as LeadsBot tells its receivers to',
    path: '/leadsbot',
    read: readLeadsBot,
    shows: ['x-leadsbot-signature'],
    isSigned: true,
  },
  {
    name: 'partner',
    format: 'standard',
    formatOptions: { signature: 'ed25519' },
    role: 'has no secret: fetches the public key and verifies Ed25519',
    path: '/hooks/standard',
    read: readStandard,
    shows: [STANDARD],
    isSigned: true,
  },
  {
    name: 'event mesh',
    format: 'cloudevents',
    formatOptions: { mode: 'structured', source: 'https://leads.example.com/' },
    role: 'takes CloudEvents 1.0 whole, in the body',
    path: '/mesh',
    read: readCloudEventIn('structured'),
    shows: [TYPE],
    isSigned: true,
  },
  {
    name: 'function',
    format: 'cloudevents',
    formatOptions: { mode: 'binary', source: 'https://leads.example.com/' },
    role: 'takes CloudEvents 1.0 with the attributes in headers',
    path: '/function',
    read: readCloudEventIn('binary'),
    shows: ['ce-type', 'ce-subject'],
    isSigned: true,
  },
  {
    name: 'Slack',
    format: 'slack',
    role: "judges the blocks by Slack's limits, answers ok",
    path: '/services/T0DEMO/B0DEMO/secret',
    read: readSlack,
    taken: { status: 200, body: 'ok' },
    shows: [],
    isSigned: false,
  },
  {
    name: 'Telegram',
    format: 'telegram',
    formatOptions: { chat_id: '-1001234567890' },
    role: 'parses the HTML; its first answer is a 200 that says "too many requests"',
    path: '/bot42:secret/sendMessage',
    read: readTelegram,
    firstAnswers: [TOO_MANY],
    taken: { status: 200, body: '{"ok":true,"result":{"message_id":7}}' },
    shows: [],
    isSigned: false,
  },
  {
    name: 'old CRM',
    format: 'form',
    role: 'takes what a web form would send',
    path: '/cgi-bin/leads.pl',
    read: readForm,
    shows: [TYPE],
    isSigned: true,
  },
  {
    name: 'older CRM',
    format: 'xml',
    formatOptions: { root: 'lead' },
    role: 'takes XML',
    path: '/import.asp',
    read: readXml,
    shows: [TYPE],
    isSigned: true,
  },
  {
    name: 'spreadsheet',
    format: 'google_sheets',
    formatOptions: { columns: CRM_COLUMNS },
    role: 'an Apps Script: appends the row, then answers 302 as Google does',
    path: '/macros/s/secret/exec',
    read: readSheetRow,
    taken: SCRIPT_HAS_RUN,
    shows: [],
    isSigned: false,
  },
  {
    name: 'import',
    format: 'csv',
    formatOptions: { columns: CRM_COLUMNS },
    role: 'takes a row of comma-separated values, names first',
    path: '/import.csv',
    read: readCsv,
    shows: [TYPE],
    isSigned: true,
  },
];
