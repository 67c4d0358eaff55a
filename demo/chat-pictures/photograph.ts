import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--force-device-scale-factor=2',
];

export interface Photograph {
  /** Path of Chromium or Chrome. */
  browser: string;
  /** As `page` writes it. */
  html: string;
  /** In CSS pixels; the picture has twice as many. */
  width: number;
  target: string;
}

/** Lets a browser show a page and keeps the picture, as high as the page is. */
export async function photograph({ browser, html, width, target }: Photograph): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-pictures-'));
  const file = join(folder, 'page.html');
  const look = (height: number, ...flags: string[]) =>
    run(browser, [...FLAGS, `--user-data-dir=${folder}`, `--window-size=${width},${height}`, ...flags, file]);
  try {
    await writeFile(file, html);
    const { stdout } = await look(100, '--dump-dom');
    const height = Number(/<title>(\d+)<\/title>/.exec(stdout)?.[1]);
    await look(height, `--screenshot=${target}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
