/** One customer of the platform; owns everything else. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}
