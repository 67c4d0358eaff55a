import { escapeHtml, page } from './html';

interface CardElement {
  type: string;
  style?: string;
  items?: CardElement[];
  facts?: { title: string; value: string }[];
  text?: string;
  size?: string;
  weight?: string;
  isSubtle?: boolean;
}

interface TeamsMessage {
  attachments: { content: { body: CardElement[] } }[];
}

const CSS = `
body { background: #f5f5f5; color: #242424; font-size: 14px; }
.message { display: grid; grid-template-columns: 32px 1fr; gap: 12px; padding-bottom: 16px; }
.avatar { width: 32px; height: 32px; border-radius: 6px; background: #0969da; color: #fff; font: 700 16px/32px Inter;
  text-align: center; }
.from { font-size: 12px; color: #616161; padding-bottom: 4px; }
.card { background: #fff; border-radius: 6px; box-shadow: 0 0 2px #0002, 0 2px 4px #0002; overflow: hidden; }
.card > * { margin: 10px 16px; }
.card > .container { margin: 0; padding: 12px 16px; }
.accent { background: #e8ebfa; } .good { background: #e7f2da; } .attention { background: #fbdfe3; }
.large { font-size: 18px; line-height: 1.35; } .bolder { font-weight: 600; } .small { font-size: 12px; }
.subtle { color: #616161; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; overflow-wrap: anywhere; }
.facts b { font-weight: 600; }`;

/** Adaptive cards, as Microsoft Teams shows them: as much of them as the default mapping uses. */
export function drawTeams(bodies: readonly string[]): string {
  const messages = bodies.map((body) => drawMessage(JSON.parse(body) as TeamsMessage));
  return page(CSS, messages.join(''));
}

function drawMessage({ attachments }: TeamsMessage): string {
  const cards = attachments.map(
    ({ content }) => `<div class="card">${content.body.map(drawElement).join('')}</div>`,
  );
  return `<div class="message"><div class="avatar">S</div><div>
    <div class="from">Workflows &nbsp; 10:30 AM</div>${cards.join('')}</div></div>`;
}

function drawElement(element: CardElement): string {
  const { type, items = [], facts = [], style = '', text = '', size = '', weight = '' } = element;
  if (type === 'Container') {
    return `<div class="container ${escapeHtml(style)}">${items.map(drawElement).join('')}</div>`;
  }
  if (type === 'FactSet') {
    const rows = facts.map(
      ({ title, value }) => `<b>${escapeHtml(title)}</b><span>${escapeHtml(value)}</span>`,
    );
    return `<div class="facts">${rows.join('')}</div>`;
  }
  const look = `${size} ${weight} ${element.isSubtle === true ? 'subtle' : ''}`.toLowerCase();
  return `<div class="${escapeHtml(look)}">${escapeHtml(text)}</div>`;
}
