import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../core/delivery';
import { BooleanField, EnumField, IntField, NestedField, PageOf, TextField, TimeField } from '../../../http';
import { type Replay, REPLAY_STATUSES, type ReplaySelection, type ReplayStatus } from '../replay';
import { type DryRun } from '../replays.service';

const MAX_INTEGER = 2 ** 31 - 1;

export class ReplayFilterView {
  @TextField({ description: 'Only this webhook', nullable: true, example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs' })
  webhook_id: string | null;

  @TextField({ description: 'Only webhooks of this buyer', nullable: true, example: null })
  buyer_id: string | null;

  @TextField({ description: 'Only events of this type', nullable: true, example: 'lead.verified' })
  event_type: string | null;

  @EnumField({
    description: 'Only deliveries that were in this state; null: every one that had ended',
    values: DELIVERY_STATUSES,
    nullable: true,
    example: 'failed',
  })
  status: DeliveryStatus | null;

  @TimeField({ description: 'Events published at this time or later' })
  created_after: string;

  @TimeField({ description: 'Events published before this time', example: '2026-01-16T10:30:00.000Z' })
  created_before: string;

  @BooleanField({ description: 'Whether events that a webhook never got are sent, too', example: false })
  missing: boolean;
}

export class ReplayView {
  @TextField({
    description: 'Id of the replay; null for a dry run, which is not stored',
    example: 'rpl_01kf0kaz51fx9vtqdm8r2h6c3w',
    nullable: true,
  })
  id: string | null;

  @EnumField({
    description:
      '`completed` once everything that matched was handed to the workers, which may still be sending',
    values: REPLAY_STATUSES,
    example: 'running',
  })
  status: ReplayStatus;

  @BooleanField({ description: 'Whether it only counted', example: false })
  dry_run: boolean;

  @NestedField({ description: 'What it looks for', of: () => ReplayFilterView })
  filter: ReplayFilterView;

  @IntField({ description: 'What matched when the replay was made', min: 0, max: MAX_INTEGER, example: 1200 })
  matched: number;

  @IntField({
    description:
      'What has been sent so far. It can end below `matched`: what was replayed by hand meanwhile, or belongs ' +
      'to a webhook deleted meanwhile, is left out',
    min: 0,
    max: MAX_INTEGER,
    example: 500,
  })
  sent: number;

  @TimeField({ description: 'When the replay was made', example: '2026-01-16T11:00:00.000Z' })
  created: string;

  @TimeField({ description: 'When it ended; null while it runs', nullable: true, example: null })
  completed: string | null;
}

export const ReplayPageView = PageOf(ReplayView);

export function toReplayView(replay: Replay): ReplayView {
  return {
    id: replay.id,
    status: replay.status,
    dry_run: false,
    filter: toFilterView(replay),
    matched: replay.matched,
    sent: replay.sent,
    created: replay.createdAt.toISOString(),
    completed: replay.completedAt?.toISOString() ?? null,
  };
}

export function toDryRunView(dryRun: DryRun): ReplayView {
  const now = dryRun.createdAt.toISOString();
  return {
    id: null,
    status: 'completed',
    dry_run: true,
    filter: toFilterView(dryRun),
    matched: dryRun.matched,
    sent: 0,
    created: now,
    completed: now,
  };
}

function toFilterView({ filter }: ReplaySelection): ReplayFilterView {
  return {
    webhook_id: filter.webhookId,
    buyer_id: filter.buyerId,
    event_type: filter.eventType,
    status: filter.status,
    created_after: filter.createdAfter.toISOString(),
    created_before: filter.createdBefore.toISOString(),
    missing: filter.missing,
  };
}
