import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encodePieces, refused } from '../encoding';
import { formatOptions, type FormatOption } from '../format-options';
import { signBothForms } from '../sign-both-forms';
import { isXmlName, writeXml } from './write-xml';

const MAX_NAME = 100;

const root: FormatOption = {
  schema: {
    type: 'string',
    pattern: '^(?![xX][mM][lL])[A-Za-z_][A-Za-z0-9_.-]*$',
    maxLength: MAX_NAME,
    description: 'The name of the outermost element.',
  },
  fault: (value) =>
    typeof value === 'string' && value.length <= MAX_NAME && isXmlName(value)
      ? null
      : `Must be a name of up to ${MAX_NAME} letters, digits, _ . and -, which begins with a letter or _ and not with xml.`,
  fallback: 'event',
};

/** An XML document, as older CRMs take them. */
export const xmlFormat: Format = {
  name: 'xml',
  title: 'XML',
  description: 'The event as an XML 1.0 document: members are elements, lists are repeated elements.',
  ...formatOptions({ root }),
  defaultMapping: null,
  encode: (content, { options }) =>
    content === undefined
      ? refused('The mapping gave nothing; it must give the content to send.')
      : encodePieces('application/xml; charset=utf-8', (out) =>
          writeXml({ root: String(options['root']), content }, out),
        ),
  sign: signBothForms,
  judge,
};
