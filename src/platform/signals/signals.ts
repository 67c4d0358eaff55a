import { Injectable } from '@nestjs/common';
import { type Facts } from './facts';

type Listener<Name extends keyof Facts> = (fact: Facts[Name]) => Promise<void>;

/** Carries typed facts from lower rooms to higher ones, in the sender's transaction. */
@Injectable()
export class Signals {
  private readonly listeners: { [Name in keyof Facts]?: Listener<Name>[] } = {};

  on<Name extends keyof Facts>(name: Name, listener: Listener<Name>): void {
    const known: Listener<Name>[] = this.listeners[name] ?? [];
    (this.listeners as Record<string, unknown>)[name] = [...known, listener];
  }

  /** Resolves when every listener has; the first failure is the sender's failure. */
  async emit<Name extends keyof Facts>(name: Name, fact: Facts[Name]): Promise<void> {
    const known: Listener<Name>[] = this.listeners[name] ?? [];
    for (const listener of known) await listener(fact);
  }
}
