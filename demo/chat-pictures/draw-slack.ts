import { escapeHtml, page } from './html';

interface TextObject {
  text: string;
}

interface Block {
  type: string;
  text?: TextObject;
  fields?: TextObject[];
  elements?: TextObject[];
}

interface SlackMessage {
  blocks: Block[];
}

const CSS = `
body { background: #fff; color: #1d1c1d; }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 8px; padding-bottom: 18px; }
.avatar { width: 36px; height: 36px; border-radius: 8px; background: #0969da; color: #fff; font: 700 18px/36px Inter;
  text-align: center; }
.name { font-weight: 800; }
.app { font-size: 10px; font-weight: 700; color: #616061; background: #e8e8e8; border-radius: 2px; padding: 1px 3px;
  margin: 0 6px; vertical-align: 1px; }
.time { font-size: 12px; color: #616061; }
.header { font-size: 18px; font-weight: 800; line-height: 1.33; padding: 6px 0 8px; }
.section { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; overflow-wrap: anywhere; padding-bottom: 8px; }
.wide { overflow-wrap: anywhere; padding-bottom: 8px; }
.context { font-size: 13px; color: #616061; }`;

/** Messages of Block Kit, as Slack shows them on a computer. */
export function drawSlack(bodies: readonly string[]): string {
  const messages = bodies.map((body) => drawMessage(JSON.parse(body) as SlackMessage));
  return page(CSS, messages.join(''));
}

function drawMessage({ blocks }: SlackMessage): string {
  return `<div class="message"><div class="avatar">S</div><div>
    <span class="name">Synaptis</span><span class="app">APP</span><span class="time">10:30 AM</span>
    ${blocks.map(drawBlock).join('')}</div></div>`;
}

function drawBlock({ type, text, fields = [], elements = [] }: Block): string {
  if (type === 'header') return `<div class="header">${escapeHtml(text?.text ?? '')}</div>`;
  if (type === 'section' && text) return `<div class="wide">${markup(text.text)}</div>`;
  const items = (type === 'section' ? fields : elements).map((item) => `<div>${markup(item.text)}</div>`);
  return `<div class="${escapeHtml(type)}">${items.join('')}</div>`;
}

/** As much of Slack's markup as the default mapping writes; its entities are those of HTML. */
function markup(text: string): string {
  return text.replaceAll(/\*([^*\n]+)\*/g, '<b>$1</b>').replaceAll('\n', '<br>');
}
