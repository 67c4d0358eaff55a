/** A phone number that an account does not contact. */
export interface Suppression {
  /** `sup_…` */
  readonly id: string;
  readonly accountId: string;
  /** E.164. */
  readonly phone: string;
  readonly reason: string | null;
  readonly createdAt: Date;
}
