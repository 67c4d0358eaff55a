import { TextField, TextListField } from '../../../http';

export class ReplayedEventView {
  @TextField({ description: 'The event', example: 'evt_01kf0k8y20f2etja3vn6y8b1ke' })
  event_id: string;

  @TextListField({
    description: 'Its deliveries that are sent: again, or for the first time',
    example: ['dlv_01kf0k8y20f2etkqh7pcw9xz4m'],
    maxItems: 1_000_000,
  })
  deliveries: string[];
}
