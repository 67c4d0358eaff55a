export const DO_NOT_CALL_ANSWERS = ['clear', 'listed', 'unknown'] as const;

/** `unknown`: the registry could not be asked, or what it said could not be understood. */
export type DoNotCallAnswer = (typeof DO_NOT_CALL_ANSWERS)[number];

/** What asks the registry that is configured, or stands in for it. */
export abstract class RegistryClient {
  /** Whether there is a registry at all; without one every number is clear. */
  abstract readonly isConfigured: boolean;

  /** @throws AppError UNAVAILABLE when too many are waiting to ask */
  abstract ask(phone: string): Promise<DoNotCallAnswer>;
}
