/** Which leads a buyer wants. Empty lists and absent limits mean no restriction. */
export interface Targeting {
  /** Two-letter codes. */
  states?: string[];
  sources?: string[];
  /** Lowest quality score, 0 to 100. */
  minimum_score?: number;
  /** Leads a day, by the buyer's calendar. */
  daily_cap?: number;
  /** Share of the leads that several buyers want; 1 when absent. */
  weight?: number;
  active_hours?: ActiveHours;
}

/** Wall-clock hours in the buyer's own time zone; `to` before `from` runs over midnight. */
export interface ActiveHours {
  /** IANA name, such as `America/Chicago`. */
  timezone: string;
  /** `HH:MM`, inclusive. */
  from: string;
  /** `HH:MM`, exclusive. */
  to: string;
  /** All days when absent. */
  days?: Weekday[];
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
