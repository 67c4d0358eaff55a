export const DO_NOT_CALL_ANSWERS = ['clear', 'listed', 'unknown'] as const;

/** `unknown`: the registry could not be asked, or what it said could not be understood. */
export type DoNotCallAnswer = (typeof DO_NOT_CALL_ANSWERS)[number];

/** Knows which phone numbers must not be called, such as the National Do Not Call Registry (16 CFR 310.4). */
export abstract class DoNotCallRegistry {
  /**
   * Never throws; whoever asks decides what `unknown` means for a lead.
   *
   * @param phone E.164, such as `+15551234567`
   */
  abstract judge(phone: string): Promise<DoNotCallAnswer>;
}
