import { type Answer } from '../receiving/start-receiver';

export type CastName = 'good' | 'flaky' | 'dead' | 'outcomes';

export interface CastMember {
  name: CastName;
  events: string[];
  /** For the reader. */
  manner: string;
  /** Answers to its first deliveries; later ones are answered with 200. */
  firstAnswers?: Answer[];
  isDeadUntilRepaired?: boolean;
  /** Unset: the platform's schedule. */
  retryScheduleSeconds?: number[];
}

/** The platform's schedule during the demonstration; by default it begins with a minute. */
export const PLATFORM_SCHEDULE_SECONDS = [1, 1, 2];

/** Who receives what, and how they behave. */
export const CAST: readonly CastMember[] = [
  { name: 'good', events: ['lead.verified'], manner: 'answers 200' },
  {
    name: 'flaky',
    events: ['lead.verified'],
    manner: 'answers 500, then 503, then 200',
    firstAnswers: [500, 503],
  },
  {
    name: 'dead',
    events: ['lead.verified'],
    manner: 'hangs up until it is repaired',
    isDeadUntilRepaired: true,
    retryScheduleSeconds: [1, 2],
  },
  {
    name: 'outcomes',
    events: ['delivery.success', 'delivery.failed'],
    manner: 'is told how deliveries ended',
  },
];

/** Those the published event goes to. */
export const LEAD_RECEIVERS: readonly CastName[] = CAST.filter(({ events }) =>
  events.includes('lead.verified'),
).map(({ name }) => name);
