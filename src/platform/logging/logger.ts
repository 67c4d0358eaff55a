import { Injectable, type LoggerService } from '@nestjs/common';
import pino from 'pino';
import { Settings } from '../config';

type Fields = Record<string, unknown>;

/**
 * JSON lines on standard output. Rooms write one wide line per stage (`event.published`,
 * `delivery.attempted`) that carries every id; secrets, keys and payloads never appear in one.
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: pino.Logger;

  constructor(settings: Settings) {
    this.pino = pino({
      level: settings.logLevel,
      base: { role: settings.role, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'stage',
    });
  }

  /** A stage that went as planned. `error` fields are written with their stack, for operators only. */
  info(stage: string, fields: Fields = {}): void {
    this.pino.info(fields, stage);
  }

  /** What is only wanted when looking for something. */
  debug(stage: string, fields: Fields = {}): void {
    this.pino.debug(fields, stage);
  }

  warning(stage: string, fields: Fields = {}): void {
    this.pino.warn(toLoggable(fields), stage);
  }

  failure(stage: string, fields: Fields = {}): void {
    this.pino.error(toLoggable(fields), stage);
  }

  log(message: unknown, context?: string): void {
    this.pino.debug({ context, detail: message }, 'nest');
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context, detail: message }, 'nest');
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: rest.at(-1), detail: message }, 'nest');
  }

  flush(): void {
    this.pino.flush();
  }
}

function toLoggable(fields: Fields): Fields {
  const { error, ...others } = fields;
  if (!(error instanceof Error)) return fields;
  return { ...others, error: { name: error.name, message: error.message, stack: error.stack } };
}
