import { isTimeZone } from '../../../core/leads';
import { AcceptedBy } from '../../../http';

export function IsTimeZone(): PropertyDecorator {
  return AcceptedBy((value) =>
    typeof value === 'string' && isTimeZone(value)
      ? null
      : 'must be an IANA time zone such as America/Chicago',
  );
}
