import { escapeHtml, page } from './html';

interface Embed {
  title: string;
  color: number;
  fields: { name: string; value: string; inline: boolean }[];
  footer: { text: string };
  timestamp: string;
}

interface DiscordMessage {
  embeds: Embed[];
}

const CSS = `
body { background: #313338; color: #dbdee1; font-size: 15px; }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 16px; padding-bottom: 16px; }
.avatar { width: 40px; height: 40px; border-radius: 50%; background: #0969da; color: #fff; font: 700 19px/40px Inter;
  text-align: center; }
.name { color: #f2f3f5; font-weight: 600; }
.app { font-size: 10px; font-weight: 600; color: #fff; background: #5865f2; border-radius: 3px; padding: 2px 4px;
  margin: 0 6px; vertical-align: 1px; }
.time { font-size: 12px; color: #949ba4; }
.embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; max-width: 432px; padding: 10px 16px 14px 12px;
  margin-top: 4px; }
.title { color: #f2f3f5; font-weight: 600; padding-bottom: 6px; }
.fields { display: grid; grid-template-columns: repeat(12, 1fr); gap: 8px; font-size: 13.5px; line-height: 1.35; }
.fields b { display: block; color: #f2f3f5; font-weight: 600; }
.value { white-space: pre-line; overflow-wrap: anywhere; }
.footer { font-size: 12px; padding-top: 10px; }`;

/** Messages with embeds, as Discord shows them on a computer. */
export function drawDiscord(bodies: readonly string[]): string {
  const messages = bodies.map((body) => drawMessage(JSON.parse(body) as DiscordMessage));
  return page(CSS, messages.join(''));
}

function drawMessage({ embeds }: DiscordMessage): string {
  return `<div class="message"><div class="avatar">S</div><div>
    <span class="name">Synaptis</span><span class="app">APP</span><span class="time">01/15/2026 10:30 AM</span>
    ${embeds.map(drawEmbed).join('')}</div></div>`;
}

function drawEmbed({ title, color, fields, footer, timestamp }: Embed): string {
  const edge = `#${color.toString(16).padStart(6, '0')}`;
  const [year, month, day] = timestamp.slice(0, 10).split('-');
  return `<div class="embed" style="border-color: ${edge}"><div class="title">${shown(title)}</div>
    <div class="fields">${rowsOf(fields).map(drawRow).join('')}</div>
    <div class="footer">${shown(footer.text)} • ${month}/${day}/${year} ${timestamp.slice(11, 16)}</div></div>`;
}

/** Inline fields that follow each other share a row, three at most. */
function rowsOf(fields: Embed['fields']): Embed['fields'][] {
  const rows: Embed['fields'][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const hasRoom = field.inline && last?.[0]?.inline === true && last.length < 3;
    if (hasRoom) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function drawRow(row: Embed['fields']): string {
  const width = 12 / row.length;
  const cells = row.map(
    ({ name, value }) =>
      `<div style="grid-column: span ${width}"><b>${shown(name)}</b><span class="value">${shown(value)}</span></div>`,
  );
  return cells.join('');
}

/** Text without the backslashes that keep Discord from reading it as markdown. */
function shown(text: string): string {
  return escapeHtml(text.replaceAll(/\\([\\*_~`|[])/g, '$1'));
}
