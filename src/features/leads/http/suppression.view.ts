import { IntField, PageOf, TextField, TimeField } from '../../../http';
import { type Suppression } from '../suppression';
import { type SuppressionImport } from '../suppressions.service';
import { MaybeText } from './lead-parts.view';

export class SuppressionView {
  @TextField({ description: 'Id of the entry', example: 'sup_01kf0m2r7c9b4tqe6v8x1z5n3d' })
  id: string;

  @TextField({ description: 'Phone number, E.164', example: '+15551234567' })
  phone: string;

  @MaybeText('Why', 'asked not to be called')
  reason: string | null;

  @TimeField({ description: 'When it was added' })
  created: string;
}

export const SuppressionPageView = PageOf(SuppressionView);

export function toSuppressionView({ id, phone, reason, createdAt }: Suppression): SuppressionView {
  return { id, phone, reason, created: createdAt.toISOString() };
}

const MOST_PHONES = 10_000;

export class SuppressionImportView {
  @IntField({ description: 'Phone numbers that were new', min: 0, max: MOST_PHONES, example: 2 })
  added: number;

  @IntField({
    description: 'Phone numbers that were in the list; they stay as they are',
    min: 0,
    max: MOST_PHONES,
    example: 0,
  })
  already_there: number;
}

export function toSuppressionImportView({ added, alreadyThere }: SuppressionImport): SuppressionImportView {
  return { added, already_there: alreadyThere };
}
