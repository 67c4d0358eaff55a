import { type AddressRange } from '../../core/net';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const WHEN_AWAY = ['hold', 'allow'] as const;
type WhenAway = (typeof WHEN_AWAY)[number];

/**
 * Everything the platform can be told from outside, parsed and checked once at boot.
 * Injected by class, so rooms depend on values and never on the environment.
 */
export class Settings {
  readonly isProduction: boolean;
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  /** PostgreSQL connection string; null asks for the embedded server in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Redis connection string; null keeps the queue on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  /** 32 bytes; null (development only) asks for one generated in `dataDir`. */
  readonly encryptionKey: Buffer | null;
  /** The key before the current one, still able to decrypt during a rotation. */
  readonly encryptionKeyPrevious: Buffer | null;
  readonly bootstrapApiKey: string | null;
  readonly retryScheduleMs: number[];
  /** 0–0.5: up to this share of a wait is added at random. */
  readonly retryJitter: number;
  readonly deliveryTimeoutMs: number;
  readonly egressAllow: AddressRange[];
  readonly httpsOnly: boolean;
  readonly workerConcurrency: number;
  readonly retentionDays: number;
  readonly shutdownGraceMs: number;
  readonly logLevel: string;
  /** Where phone numbers are checked against a do-not-call registry; null is no registry. */
  readonly dncUrl: string | null;
  /** Sent to the registry as a Bearer token. */
  readonly dncToken: string | null;
  readonly dncTimeoutMs: number;
  /** What becomes of a lead whose number could not be checked: held back, or treated as clear. */
  readonly dncWhenAway: WhenAway;
  /** With what the CRM of the first account shows who it is; null closes that door to it. */
  readonly crmSecret: string | null;

  constructor(values: Settings) {
    Object.assign(this, values);
  }
}

/** Settings after boot: the embedded database has an address and the key exists. */
export class ReadySettings extends Settings {
  declare readonly databaseUrl: string;
  declare readonly encryptionKey: Buffer;

  constructor(values: Settings & { databaseUrl: string; encryptionKey: Buffer }) {
    super(values);
  }
}
