import { Injectable } from '@nestjs/common';
import { Logger } from '../logging';

/** @returns null when all is well, else a plain sentence for operators, without secrets or addresses */
export type HealthCheck = () => Promise<string | null>;

export interface HealthReport {
  name: string;
  ok: boolean;
  detail?: string;
}

interface NamedCheck {
  name: string;
  check: HealthCheck;
  /** The run that has not ended; probes share it, so a hanging check is never started twice. */
  running: Promise<string | null> | null;
}

const CHECK_LIMIT_MS = 2_000;

/** What has to be in order before this process can do its work; whoever depends on something adds a check. */
@Injectable()
export class HealthChecks {
  private readonly checks: NamedCheck[] = [];

  constructor(private readonly logger: Logger) {}

  /** @throws Error when the name is taken */
  add(name: string, check: HealthCheck): void {
    if (this.checks.some((known) => known.name === name))
      throw new Error(`Two health checks are named ${name}`);
    this.checks.push({ name, check, running: null });
  }

  /** Runs all checks at once; one that throws or takes longer than two seconds is not ok. Never rejects. */
  async run(): Promise<HealthReport[]> {
    return Promise.all(this.checks.map((check) => this.report(check)));
  }

  private async report(named: NamedCheck): Promise<HealthReport> {
    const { name } = named;
    try {
      const detail = await withLimit(join(named));
      return detail === null ? { name, ok: true } : { name, ok: false, detail };
    } catch (error) {
      this.logger.warning('health.check_failed', { check: name, error });
      return { name, ok: false, detail: 'The check itself failed; the log says why.' };
    }
  }
}

function join(named: NamedCheck): Promise<string | null> {
  named.running ??= start(named);
  return named.running;
}

async function start(named: NamedCheck): Promise<string | null> {
  try {
    return await named.check();
  } finally {
    named.running = null;
  }
}

async function withLimit(work: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`No answer within ${CHECK_LIMIT_MS / 1000} seconds.`), CHECK_LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
