import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { isRecord } from '../encode-json';
import { encodePieces, refused } from '../encoding';
import { choice, formatOptions } from '../format-options';
import { signBothForms } from '../sign-both-forms';
import { type Nesting, writeForm } from './write-form';

const NO_FIELD = 'The mapping must give an object with at least one value.';

/** The fields of an HTML form, as older CRMs take them. */
export const formFormat: Format = {
  name: 'form',
  title: 'Form fields',
  description:
    'The event as application/x-www-form-urlencoded. A mapping gives an object, one field for each member.',
  ...formatOptions({
    nesting: choice('How nested names are written: brackets as in data[email], dots as in data.email.', [
      'brackets',
      'dots',
    ]),
  }),
  defaultMapping: null,
  encode(content, { options }) {
    if (!isRecord(content)) return refused(NO_FIELD);
    const encoding = encodePieces('application/x-www-form-urlencoded', (out) =>
      writeForm(content, options['nesting'] as Nesting, out),
    );
    return encoding.kind === 'encoded' && encoding.encoded.body === '' ? refused(NO_FIELD) : encoding;
  },
  sign: signBothForms,
  judge,
};
