import { EnumField, PageQuery } from '../../../http';
import { REPLAY_STATUSES, type ReplayStatus } from '../replay';

export class ListReplaysQuery extends PageQuery {
  @EnumField({ description: 'Only replays in this state', values: REPLAY_STATUSES, optional: true })
  status?: ReplayStatus;
}
