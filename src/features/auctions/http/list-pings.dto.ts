import { EnumField, PageQuery } from '../../../http';
import { PING_STATUSES, type PingStatus } from '../ping';

export class ListPingsQuery extends PageQuery {
  @EnumField({ description: 'Only pings in this state', values: PING_STATUSES, optional: true })
  status?: PingStatus;
}
