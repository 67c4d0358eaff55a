import { resolve } from 'node:path';
import { type FormatName, formatOf, type FormatOptions } from '../src/features/connectors';
import { encodedSample } from '../src/features/connectors/formats/encode-sample';
import { drawDiscord } from './chat-pictures/draw-discord';
import { drawSlack } from './chat-pictures/draw-slack';
import { drawTeams } from './chat-pictures/draw-teams';
import { drawTelegram } from './chat-pictures/draw-telegram';
import { photograph } from './chat-pictures/photograph';

const TYPES = ['lead.submitted', 'delivery.failed'];

interface Picture {
  format: FormatName;
  options?: FormatOptions;
  width: number;
  draw: (bodies: readonly string[]) => string;
}

const PICTURES: readonly Picture[] = [
  { format: 'slack', width: 560, draw: drawSlack },
  { format: 'discord', width: 560, draw: drawDiscord },
  { format: 'telegram', options: { chat_id: '-1001234567890' }, width: 460, draw: drawTelegram },
  { format: 'teams', width: 560, draw: drawTeams },
];

/**
 * Draws the pictures of docs/formats anew, from what the default mappings make of the examples of events. Before they
 * are committed: `pngquant --quality 70-95 --strip --force --ext .png docs/images/formats/*.png`.
 */
async function drawAll(browser: string): Promise<void> {
  for (const { format, options = {}, width, draw } of PICTURES) {
    const encoded = await Promise.all(
      TYPES.map((type) => encodedSample(formatOf(format), { type, options })),
    );
    const target = resolve('docs/images/formats', `${format}.png`);
    await photograph({ browser, html: draw(encoded.map(({ body }) => body)), width, target });
    console.log(target);
  }
}

const [browser = process.env['CHROMIUM']] = process.argv.slice(2);
if (browser === undefined) {
  console.error('Name the browser: node dist/demo/chat-pictures.js <path of chromium>, or CHROMIUM=<path>.');
  process.exitCode = 2;
} else {
  drawAll(browser).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
