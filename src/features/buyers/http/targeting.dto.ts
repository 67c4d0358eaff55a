import { type ActiveHours, type Targeting, US_STATES, WEEKDAYS, type Weekday } from '../../../core/leads';
import { IntField, NestedField, TextField, TextListField } from '../../../http';
import { IsTimeZone } from './is-time-zone';

const HOUR = { pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/, patternHint: 'must be HH:MM, from 00:00 to 23:59' };

/** When a buyer takes leads, for requests and answers alike. */
export class ActiveHoursDto implements ActiveHours {
  @TextField({ description: "IANA name of the buyer's time zone", example: 'America/Chicago', maxLength: 64 })
  @IsTimeZone()
  timezone: string;

  @TextField({ description: 'First minute of the day', example: '08:00', ...HOUR })
  from: string;

  @TextField({
    description: 'The minute after the last; before `from` it is on the next day',
    example: '18:00',
    ...HOUR,
  })
  to: string;

  @TextListField({
    description: 'Days on which the hours begin; all when absent',
    example: ['mon', 'tue', 'wed', 'thu', 'fri'],
    optional: true,
    minItems: 1,
    maxItems: WEEKDAYS.length,
    items: { pattern: oneOf(WEEKDAYS), patternHint: `must each be one of ${WEEKDAYS.join(', ')}` },
  })
  days?: Weekday[];
}

/** Which leads a buyer wants, for requests and answers alike. What is absent restricts nothing. */
export class TargetingDto implements Targeting {
  @TextListField({
    description: 'Two-letter codes of US states and territories; all when absent or empty',
    example: ['TX', 'FL'],
    optional: true,
    maxItems: 60,
    items: { pattern: oneOf(US_STATES), patternHint: 'must be two-letter codes of US states, such as TX' },
  })
  states?: string[];

  @TextListField({
    description: 'Sources of leads, as their senders call them; all when absent or empty',
    example: ['my-webform'],
    optional: true,
    maxItems: 100,
    items: { minLength: 1, maxLength: 255 },
  })
  sources?: string[];

  @IntField({ description: 'Lowest quality score', example: 60, optional: true, min: 0, max: 100 })
  minimum_score?: number;

  @IntField({
    description: 'Most leads a day, by the calendar of the time zone in `active_hours`, else by UTC',
    example: 50,
    optional: true,
    min: 1,
    max: 1_000_000,
  })
  daily_cap?: number;

  @IntField({
    description: 'Share of the leads that several buyers want, in proportion to the weights of the others',
    example: 10,
    default: 1,
    optional: true,
    min: 1,
    max: 1000,
  })
  weight?: number;

  @NestedField({
    description: 'Leads at other times are not for this buyer; any time when absent',
    of: () => ActiveHoursDto,
    optional: true,
  })
  active_hours?: ActiveHoursDto;
}

function oneOf(values: readonly string[]): RegExp {
  return new RegExp(`^(?:${values.join('|')})$`);
}
