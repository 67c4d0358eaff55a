import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { Clock } from '../../platform/clock';
import { type RequestMaking, RequestMaker, type RequestOrder } from '../connectors';

export type GuardedMaking =
  | RequestMaking
  /** Trouble of ours: too many wait, or mappings cannot be run at the moment. */
  | { kind: 'unavailable' };

interface Circuit {
  /** Failures in a row. */
  failures: number;
  /** When the next one is tried, once there are too many. */
  openUntilMs: number;
}

/** Costly failures in a row after which a webhook's mappings are not run for the next delivery. */
const MOST_FAILURES = 3;
/** Every so often one delivery is tried nevertheless: a few odd events do not stop a webhook for good. */
const TRIED_EVERY_MS = 60_000;
/** Webhooks remembered; the one that failed first is forgotten first. */
const MOST_CIRCUITS = 10_000;

/**
 * Makes requests, but not with mappings that use up their limits time after time. What they are not tried for is
 * refused like what they failed for; a change of the webhook's content begins anew.
 */
@Injectable()
export class RequestBreaker {
  /** By webhook and version of its content; those that fail only. */
  private readonly circuits = new Map<string, Circuit>();

  constructor(
    private readonly maker: RequestMaker,
    private readonly clock: Clock,
  ) {}

  /** @param version of the webhook's content */
  async make(order: RequestOrder, version: number): Promise<GuardedMaking> {
    const name = `${order.input.webhook.id} ${version}`;
    const circuit = this.circuits.get(name);
    if (circuit && this.isOpen(circuit)) return NOT_TRIED;
    const making = await this.tryToMake(order);
    if (making.kind === 'made') this.circuits.delete(name);
    if (making.kind === 'refused' && making.isCostly) this.count(name);
    return making;
  }

  private async tryToMake(order: RequestOrder): Promise<GuardedMaking> {
    try {
      return await this.maker.make(order);
    } catch (error) {
      if (error instanceof AppError && error.code === 'UNAVAILABLE') return { kind: 'unavailable' };
      throw error;
    }
  }

  /** Lets one through after a while, and the others wait for how that goes. */
  private isOpen(circuit: Circuit): boolean {
    if (circuit.failures < MOST_FAILURES) return false;
    const nowMs = this.clock.nowMs();
    if (nowMs < circuit.openUntilMs) return true;
    circuit.openUntilMs = nowMs + TRIED_EVERY_MS;
    return false;
  }

  private count(name: string): void {
    const failures = (this.circuits.get(name)?.failures ?? 0) + 1;
    this.circuits.set(name, { failures, openUntilMs: this.clock.nowMs() + TRIED_EVERY_MS });
    if (this.circuits.size > MOST_CIRCUITS) this.circuits.delete(this.circuits.keys().next().value!);
  }
}

const NOT_TRIED: RequestMaking = {
  kind: 'refused',
  part: 'mapping',
  detail:
    'The mappings were not run for this event, as for the events before they used up all the time or memory that ' +
    'mappings may use.',
  position: null,
  isCostly: true,
};
