import { type FormatName, type RequestContent } from '../connectors';

export const WEBHOOK_STATUSES = ['active', 'disabled'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** Conditions on events as `compileFilter` of core/filter takes them. */
export type EventFilter = Readonly<Record<string, unknown>>;

/** What customers configure: where events go, which, and how. */
export interface WebhookSettings extends RequestContent {
  /** Normalised; the address behind it is judged again at every connection. */
  readonly url: string;
  /** Exact event types, prefixes such as `lead.*`, or `*`. */
  readonly events: string[];
  /** Which of these it wants; null for all. */
  readonly filter: EventFilter | null;
  readonly description: string | null;
  /** The buyer whose events it gets; null for all events of the account. */
  readonly buyerId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for the platform's default. */
  readonly timeoutMs: number | null;
  /** Null for the platform's default; empty for no retries. */
  readonly retryScheduleSeconds: number[] | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Webhook extends WebhookSettings {
  readonly id: string;
  readonly accountId: string;
  /** `filter` as the publish statement evaluates it. */
  readonly filterPath: string | null;
  /** Counts the changes of what deliveries look like, from 1. */
  readonly contentVersion: number;
  readonly status: WebhookStatus;
  /** A plain sentence while disabled, else null. */
  readonly disabledReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a caller asks for; without `buyerId` it is the buyer the caller is bound to, if any. */
export type WebhookDraft = Omit<WebhookSettings, 'buyerId'> & {
  readonly buyerId?: string | null;
  /** The customer's own signing secret, already checked; one is made when it is left out. */
  readonly secret?: string;
};

export type WebhookPatch = Partial<WebhookSettings> & { readonly status?: WebhookStatus };

/** A patch that was checked. */
export type WebhookChange = WebhookPatch & { readonly filterPath?: string | null };

export interface WebhookFilter {
  readonly status?: WebhookStatus;
  readonly buyerId?: string;
  readonly format?: FormatName;
  /** Only webhooks subscribed to this event type, by whatever pattern. */
  readonly event?: string;
}
