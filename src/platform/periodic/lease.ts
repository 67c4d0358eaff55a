import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Database } from '../database';

/**
 * Lets one process at a time do a periodic task. A lease ends by itself when its holder dies;
 * time is the database's, so clocks of hosts do not matter. `state` is what the task remembers
 * from its last run, whichever process did it.
 */
@Injectable()
export class Lease {
  private readonly holder = randomUUID();

  constructor(private readonly database: Database) {}

  /** @returns the task's state when this process holds the lease for `seconds` from now, else null */
  async take(name: string, seconds: number): Promise<{ state: unknown } | null> {
    const [row] = await this.database.query<{ state: unknown }>(
      `INSERT INTO periodic_tasks AS task (name, holder, leased_until)
       VALUES ($1, $2, now() + make_interval(secs => $3))
       ON CONFLICT (name) DO UPDATE SET holder = $2, leased_until = now() + make_interval(secs => $3)
         WHERE task.holder = $2 OR task.leased_until < now()
       RETURNING state`,
      [name, this.holder, seconds],
    );
    return row ?? null;
  }

  async remember(name: string, state: unknown): Promise<void> {
    await this.database.query('UPDATE periodic_tasks SET state = $3 WHERE name = $1 AND holder = $2', [
      name,
      this.holder,
      JSON.stringify(state),
    ]);
  }

  /** Hands the task on at once, for a clean shutdown. */
  async release(name: string): Promise<void> {
    await this.database.query(
      'UPDATE periodic_tasks SET leased_until = now() WHERE name = $1 AND holder = $2',
      [name, this.holder],
    );
  }
}
