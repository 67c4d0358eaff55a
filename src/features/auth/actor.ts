/** On whose behalf a service acts: a whole account, or, with `buyerId`, one buyer of it. */
export interface Actor {
  readonly accountId: string;
  readonly buyerId: string | null;
}
