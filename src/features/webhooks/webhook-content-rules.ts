import { Injectable } from '@nestjs/common';
import { AppError, type FieldError } from '../../core/errors/app-error';
import { compileFilter } from '../../core/filter';
import { MappingEngine } from '../../platform/mappings';
import { type RequestContent } from '../connectors';
import { chooseFormat, type FormatChoice, type FormatReading } from './choose-format';
import { keyFault, keyKindOf } from './key-kind';
import { type WebhookDraft } from './webhook';

/** The fields that a caller wrote. */
export type WrittenContent = Partial<RequestContent & Pick<WebhookDraft, 'filter' | 'secret'>>;

export interface CheckedContent {
  choice: FormatChoice;
  /** As `filter`: null for none, undefined when none was given. */
  filterPath: string | null | undefined;
}

/** What must hold for the format, the mappings and the filter of a webhook, and for a secret brought along. */
@Injectable()
export class WebhookContentRules {
  constructor(private readonly mappings: MappingEngine) {}

  /**
   * @param accountId whose webhook it is
   * @param before null for a new webhook
   * @throws AppError VALIDATION_FAILED naming everything that is wrong, with positions in expressions;
   * UNAVAILABLE when expressions cannot be read at the moment
   */
  async check(
    accountId: string,
    before: FormatChoice | null,
    written: WrittenContent,
  ): Promise<CheckedContent> {
    const { filter } = written;
    const format = chooseFormat(before, written);
    const compiled = filter ? compileFilter(filter) : null;
    const fields = [
      ...(format.kind === 'invalid' ? format.fields : []),
      ...(await this.faultsOfMappings(accountId, written)),
      ...(compiled?.kind === 'invalid' ? compiled.problems.map(belowFilter) : []),
      ...faultsOfSecret(format, written),
    ];
    if (fields.length > 0 || format.kind === 'invalid' || compiled?.kind === 'invalid') {
      throw validationFailed(fields);
    }
    return { choice: format.choice, filterPath: filter === undefined ? undefined : (compiled?.path ?? null) };
  }

  private async faultsOfMappings(
    accountId: string,
    { mapping, headerMapping, urlMapping }: WrittenContent,
  ): Promise<FieldError[]> {
    const given = Object.entries({
      '/mapping': mapping,
      '/header_mapping': headerMapping,
      '/url_mapping': urlMapping,
    });
    const faults = await Promise.all(
      given.map(async ([pointer, expression]) =>
        expression === null || expression === undefined
          ? []
          : this.faultsOf(accountId, { pointer, expression }),
      ),
    );
    return faults.flat();
  }

  private async faultsOf(
    accountId: string,
    { pointer, expression }: { pointer: string; expression: string },
  ): Promise<FieldError[]> {
    const check = await this.mappings.check(accountId, expression);
    if (check.kind === 'ok') return [];
    const { message, position } = check.error;
    const place = position === null ? '' : ` It is at character ${position} of the expression.`;
    return [{ pointer, detail: `must be a JSONata expression. ${message}${place}` }];
  }
}

function faultsOfSecret(format: FormatReading, { secret }: WrittenContent): FieldError[] {
  if (secret === undefined || format.kind === 'invalid') return [];
  const detail = keyFault(secret, keyKindOf(format.choice));
  return detail === null ? [] : [{ pointer: '/secret', detail }];
}

function belowFilter({ pointer, detail }: FieldError): FieldError {
  return { pointer: `/filter${pointer}`, detail };
}

function validationFailed(fields: FieldError[]): AppError {
  const names = [...new Set(fields.map(({ pointer }) => pointer))];
  return new AppError('VALIDATION_FAILED', `Some fields cannot be accepted: ${names.join(', ')}.`, {
    fields,
  });
}
