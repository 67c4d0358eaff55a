import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { failedMapping, findReservedName, MAPPING_LIMITS, type FailedMapping } from '../../core/mapping';
import { MappingTelemetry } from './mapping-telemetry';
import { SandboxPool, type SandboxPoolOptions } from './sandbox-pool';

export const MAPPING_ENGINE_OPTIONS = Symbol('MAPPING_ENGINE_OPTIONS');

export interface MappingRequest {
  /** Whose expression it is: accounts take turns. */
  accountId: string;
  /** Whether a caller of the API waits for the answer, and not a delivery. */
  isForCaller?: boolean;
  /** A JSONata expression. */
  expression: string;
  /** Anything JSON can carry: all the expression can see. */
  input: unknown;
  /** What `$now()` and `$millis()` answer with, RFC 3339; without it they are refused. */
  now?: string;
  /** Whether the expression is the platform's own, which nobody could mend: it is given more time. */
  isOurs?: boolean;
}

export type MappingResult = { kind: 'value'; value: unknown } | FailedMapping;
export type MappingCheck = { kind: 'ok' } | FailedMapping;

/**
 * Runs the expressions customers wrote, in processes of their own, within {@link MAPPING_LIMITS}.
 * What is wrong with an expression comes back as `failed`, with a sentence for its author.
 */
@Injectable()
export class MappingEngine implements OnApplicationShutdown {
  private readonly pool: SandboxPool;

  constructor(
    @Inject(MAPPING_ENGINE_OPTIONS) options: SandboxPoolOptions,
    private readonly telemetry: MappingTelemetry,
  ) {
    this.pool = new SandboxPool(options, (reason) => telemetry.lost(reason));
  }

  /** Resolves when a process for expressions is there, or cannot be had for now. */
  ready(): Promise<void> {
    return this.pool.ready();
  }

  /**
   * The same expression, input and time give the same value.
   * @returns the value as plain JSON data
   * @throws AppError UNAVAILABLE for trouble that is ours: try again later
   */
  async evaluate(request: MappingRequest): Promise<MappingResult> {
    const startedAt = performance.now();
    try {
      const result = await this.run(request);
      const code = result.kind === 'failed' ? result.error.code : '';
      this.telemetry.evaluated(result.kind, performance.now() - startedAt, code);
      return result;
    } catch (error) {
      this.telemetry.evaluated('unavailable', performance.now() - startedAt);
      throw error;
    }
  }

  /**
   * Reads an expression without running it, for the moment it is written.
   * @param accountId whose expression it is
   * @throws AppError UNAVAILABLE as `evaluate`
   */
  async check(accountId: string, expression: string): Promise<MappingCheck> {
    const fault = judgeLength(expression);
    if (fault) return fault;
    const job = { expression, input: null, now: null };
    const answer = await this.pool.run({ accountId, isForCaller: true, job });
    return answer.kind === 'failed' ? answer : { kind: 'ok' };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  private async run({ accountId, isForCaller = false, expression, input, now, isOurs }: MappingRequest) {
    const json = JSON.stringify(input);
    const fault = judgeLength(expression) ?? judgeInput(json);
    if (fault) return fault;
    const time = now === undefined ? null : Date.parse(now);
    const job = { expression, input: json, now: time, isOurs };
    const answer = await this.pool.run({ accountId, isForCaller, job });
    if (answer.kind === 'failed') return answer;
    return { kind: 'value' as const, value: JSON.parse(answer.json) as unknown };
  }
}

function judgeLength(expression: string): FailedMapping | null {
  if (Buffer.byteLength(expression) <= MAPPING_LIMITS.expressionBytes) return null;
  const limit = MAPPING_LIMITS.expressionBytes;
  return failedMapping('EXPRESSION_TOO_LARGE', `The expression is larger than ${limit} bytes.`);
}

function judgeInput(json: string): FailedMapping | null {
  const name = findReservedName(json);
  if (name === null) return null;
  const message = `The event has a field "${name}", a name the mapping language keeps for itself.`;
  return failedMapping('INPUT_REFUSED', message);
}
