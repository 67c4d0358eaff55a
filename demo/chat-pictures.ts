import { resolve } from 'node:path';
import { type FormatName, type FormatOptions } from '../src/features/connectors';
import { sampleInput } from '../src/features/connectors/formats/sample-input';
import { drawDiscord } from './chat-pictures/draw-discord';
import { drawSlack } from './chat-pictures/draw-slack';
import { drawTeams } from './chat-pictures/draw-teams';
import { drawTelegram } from './chat-pictures/draw-telegram';
import { photograph } from './chat-pictures/photograph';
import { type ApiAccess, callApi } from './story/call-api';
import { Cleanup } from './story/cleanup';
import { startTemporaryPlatform } from './story/temporary-platform';

const TYPES = ['lead.submitted', 'delivery.failed'];
const MOST_MS = 120_000;

interface Preview {
  request: { body: string } | null;
  error: { message: string } | null;
}

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
 * Draws the pictures of docs/formats anew, from what the default mappings make of the examples of events on a platform
 * of their own. Before they are committed:
 * `pngquant --quality 70-95 --strip --force --ext .png docs/images/formats/*.png`.
 */
async function drawAll(browser: string): Promise<void> {
  const cleanup = new Cleanup();
  try {
    const { url, createdKey: key } = await startTemporaryPlatform(cleanup);
    if (key === null) throw new Error('The first start of the platform made no API key.');
    const access = { url, key, signal: AbortSignal.timeout(MOST_MS) };
    for (const { width, draw, ...picture } of PICTURES) {
      const bodies = await Promise.all(TYPES.map((type) => bodyOf(access, picture, type)));
      const target = resolve('docs/images/formats', `${picture.format}.png`);
      await photograph({ browser, html: draw(bodies), width, target });
      console.log(target);
    }
  } finally {
    for (const failure of await cleanup.run()) console.error(failure);
  }
}

/** What a delivery of the example of a type says. */
async function bodyOf(
  access: ApiAccess,
  { format, options }: Pick<Picture, 'format' | 'options'>,
  type: string,
): Promise<string> {
  const body = { format, format_options: options, event: sampleInput(type).event };
  const call = { method: 'POST', path: '/v1/mappings/preview', body };
  const { request, error } = await callApi<Preview>(access, call);
  if (request === null) throw new Error(`${format} cannot write ${type}: ${error?.message}`);
  return request.body;
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
