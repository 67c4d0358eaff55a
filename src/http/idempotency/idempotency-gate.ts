import { Injectable } from '@nestjs/common';
import { Gate } from '../../platform/batching';

/** Half of the pool: calls that hold a connection for their whole length must leave some for the others. */
const MOST_RUNNING = 6;
const MOST_WAITING = 2_000;

/** Bounds how many idempotent calls run at once in this process. */
@Injectable()
export class IdempotencyGate extends Gate {
  constructor() {
    super({ name: 'idempotent calls', maxRunning: MOST_RUNNING, maxWaiting: MOST_WAITING });
  }
}
