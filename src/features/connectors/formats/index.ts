import { type Format, type FormatName } from '../format';
import { cloudeventsFormat } from './cloudevents/cloudevents.format';
import { csvFormat } from './csv/csv.format';
import { discordFormat } from './discord/discord.format';
import { formFormat } from './form/form.format';
import { googleSheetsFormat } from './google-sheets/google-sheets.format';
import { leadsbotFormat } from './leadsbot/leadsbot.format';
import { ndjsonFormat } from './ndjson/ndjson.format';
import { slackFormat } from './slack/slack.format';
import { standardFormat } from './standard/standard.format';
import { synaptisFormat } from './synaptis/synaptis.format';
import { teamsFormat } from './teams/teams.format';
import { telegramFormat } from './telegram/telegram.format';
import { xmlFormat } from './xml/xml.format';

/** Every format there is, under its name in `FORMAT_NAMES`. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  synaptis: synaptisFormat,
  leadsbot: leadsbotFormat,
  standard: standardFormat,
  cloudevents: cloudeventsFormat,
  slack: slackFormat,
  discord: discordFormat,
  telegram: telegramFormat,
  teams: teamsFormat,
  google_sheets: googleSheetsFormat,
  csv: csvFormat,
  ndjson: ndjsonFormat,
  form: formFormat,
  xml: xmlFormat,
};

export function formatOf(name: FormatName): Format {
  return FORMATS[name];
}
