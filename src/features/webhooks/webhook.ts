export const WEBHOOK_STATUSES = ['active', 'disabled'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** What customers configure: where events go, which, and how. */
export interface WebhookSettings {
  /** Normalised; the address behind it is judged again at every connection. */
  readonly url: string;
  /** Exact event types, prefixes such as `lead.*`, or `*`. */
  readonly events: string[];
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

export interface WebhookFilter {
  readonly status?: WebhookStatus;
  readonly buyerId?: string;
  /** Only webhooks subscribed to this event type, by whatever pattern. */
  readonly event?: string;
}
