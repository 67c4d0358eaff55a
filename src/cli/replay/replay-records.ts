import { type Replay } from '../../features/replays';

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
