import { BooleanField, TextField } from '../../../http';

export class ReplayEventDto {
  @TextField({
    description: 'Only to this webhook',
    example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs',
    optional: true,
    maxLength: 100,
  })
  webhook_id?: string;

  @BooleanField({
    description: 'Also to webhooks that match the event now and never got it',
    optional: true,
    default: false,
  })
  missing = false;
}
