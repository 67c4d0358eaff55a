import { type DryRun, type Replay } from '../../features/replays';

/** A replay as `--json` shows it: as the API does. */
export function replayRecord(replay: Replay) {
  return {
    id: replay.id,
    status: replay.status,
    dry_run: false,
    filter: filterRecord(replay),
    matched: replay.matched,
    sent: replay.sent,
    created: replay.createdAt.toISOString(),
    completed: replay.completedAt?.toISOString() ?? null,
  };
}

export function dryRunRecord(dryRun: DryRun) {
  const now = dryRun.createdAt.toISOString();
  const { matched } = dryRun;
  return {
    id: null,
    status: 'completed',
    dry_run: true,
    filter: filterRecord(dryRun),
    matched,
    sent: 0,
    created: now,
    completed: now,
  };
}

/** `1 delivery`, `2 deliveries`. */
export function countOfDeliveries(count: number): string {
  return `${count} ${count === 1 ? 'delivery' : 'deliveries'}`;
}

/** One sentence on where a replay stands. */
export function replaySentence({ id, status, matched, sent }: Replay): string {
  return `${id} ${SENTENCES[status]}: ${sent} of ${countOfDeliveries(matched)} sent.`;
}

const SENTENCES = {
  running: 'is running',
  completed: 'is complete',
  cancelled: 'was cancelled',
} as const satisfies Record<Replay['status'], string>;

function filterRecord({ filter }: Pick<Replay, 'filter'>) {
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
