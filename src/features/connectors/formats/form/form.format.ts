import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encoded, isRecord, refused } from '../encode-json';
import { choice, formatOptions } from '../format-options';
import { signBothForms } from '../sign-both-forms';
import { formFields, type Nesting } from './form-fields';

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
    const fields = isRecord(content) ? formFields(content, options['nesting'] as Nesting) : [];
    if (fields.length === 0) return refused('The mapping must give an object with at least one value.');
    return encoded({
      contentType: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(fields).toString(),
    });
  },
  sign: signBothForms,
  judge,
};
