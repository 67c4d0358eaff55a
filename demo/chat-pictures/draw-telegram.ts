import { page } from './html';

interface TelegramMessage {
  text: string;
}

const CSS = `
body { background: #cbdcc4; color: #000; }
.bubble { background: #fff; border-radius: 4px 14px 14px 14px; max-width: 412px; width: fit-content; margin-bottom: 10px;
  padding: 7px 12px 6px; box-shadow: 0 1px 1px #0002; line-height: 1.4; }
.name { color: #0969da; font-weight: 600; font-size: 14px; }
.text { white-space: pre-line; overflow-wrap: anywhere; }
.time { font-size: 11.5px; color: #8a9aa4; text-align: right; margin-top: -2px; }`;

/** Messages of a bot, as Telegram shows them. The text is Telegram's HTML, which the format has checked. */
export function drawTelegram(bodies: readonly string[]): string {
  const bubbles = bodies.map((body) => {
    const { text } = JSON.parse(body) as TelegramMessage;
    return `<div class="bubble"><div class="name">Synaptis</div><div class="text">${text}</div>
      <div class="time">10:30</div></div>`;
  });
  return page(CSS, bubbles.join(''));
}
