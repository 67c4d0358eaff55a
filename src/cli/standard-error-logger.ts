import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/config';
import { Logger } from '../platform/logging';

/** The log of a command, for the person who asked for it with `--verbose`: one readable line per stage. */
@Injectable()
export class StandardErrorLogger extends Logger {
  private readonly isSilent: boolean;

  constructor(settings: Settings) {
    super(settings);
    this.isSilent = settings.logLevel === 'silent';
  }

  override info(stage: string, fields: object = {}): void {
    this.write(stage, fields);
  }

  override warning(stage: string, fields: object = {}): void {
    this.write(stage, fields);
  }

  override failure(stage: string, fields: object = {}): void {
    this.write(stage, fields);
  }

  override log(message: unknown): void {
    this.write('nest', { detail: message });
  }

  override warn(message: unknown): void {
    this.write('nest', { detail: message });
  }

  override error(message: unknown): void {
    this.write('nest', { detail: message });
  }

  private write(stage: string, fields: object): void {
    if (this.isSilent) return;
    const texts = Object.entries(fields).map(([name, value]) => `${name}=${toText(value)}`);
    process.stderr.write(`${[stage, ...texts].join(' ')}\n`);
  }
}

function toText(value: unknown): string {
  return value instanceof Error ? value.message : JSON.stringify(value);
}
