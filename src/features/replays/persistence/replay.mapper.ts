import { type Replay } from '../replay';
import { type ReplayPosition, START } from '../replay-position';
import { type ReplayEntity } from './replay.entity';

export function toReplay(row: ReplayEntity): Replay {
  const { webhookId, eventType, status, createdAfter, createdBefore, endedBy, missing } = row.filter;
  return {
    id: row.id,
    accountId: row.accountId,
    filter: {
      webhookId,
      buyerId: row.buyerId,
      eventType,
      status,
      createdAfter: new Date(createdAfter),
      createdBefore: new Date(createdBefore),
      missing,
      endedBy: new Date(endedBy),
    },
    status: row.status,
    matched: row.matched,
    sent: row.sent,
    position: row.position === null ? START : (JSON.parse(row.position) as ReplayPosition),
    createdAt: row.createdAt,
    completedAt: row.completedAt,
  };
}

export function toRow({ filter, position, ...replay }: Replay): ReplayEntity {
  const { buyerId, createdAfter, createdBefore, endedBy, ...others } = filter;
  return {
    ...replay,
    buyerId,
    filter: {
      ...others,
      createdAfter: createdAfter.toISOString(),
      createdBefore: createdBefore.toISOString(),
      endedBy: endedBy.toISOString(),
    },
    position: position === START ? null : JSON.stringify(position),
  };
}
