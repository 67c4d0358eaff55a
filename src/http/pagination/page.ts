import { type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { AppError } from '../../core/errors/app-error';
import { TextField } from '../validation/fields';
import { QueryIntField } from '../validation/query-fields';

const MAX_PAGE_SIZE = 250;

/** Query of every list; lists with filters extend it. */
export class PageQuery {
  @QueryIntField({
    description: 'Most items to return',
    optional: true,
    min: 1,
    max: MAX_PAGE_SIZE,
    default: 50,
  })
  limit = 50;

  @TextField({
    description: '`next_cursor` of the page before',
    optional: true,
    maxLength: 500,
  })
  cursor?: string;
}

/** Where a page starts and how long it may be, as repositories take it. */
export interface PageRequest {
  limit: number;
  /** Only items with a lower id, newest first; null for the first page. */
  before: string | null;
}

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** Which list of which account a cursor belongs to; it is good for no other. */
export interface ListIdentity {
  list: string;
  accountId: string;
}

/** @throws AppError INVALID_CURSOR for a cursor that this list of this account did not give out */
export function toPageRequest(query: PageQuery, { list, accountId }: ListIdentity): PageRequest {
  if (query.cursor === undefined) return { limit: query.limit, before: null };
  const [ofList, ofAccount, before, ...rest] = Buffer.from(query.cursor, 'base64url').toString().split('\n');
  if (ofList !== list || ofAccount !== accountId || !before || before.includes('\0') || rest.length > 0) {
    throw new AppError('INVALID_CURSOR', 'This cursor was not given out by this list; start without one.', {
      fields: [{ pointer: '?cursor', detail: 'must be next_cursor of the same list' }],
    });
  }
  return { limit: query.limit, before };
}

/**
 * @param rows up to `limit + 1` rows, newest first: the one too many says that there is a next page
 * @param toView what is shown of a row
 */
export function toPage<Row extends { id: string }, View>(
  rows: Row[],
  request: PageRequest & ListIdentity,
  toView: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > request.limit && last !== undefined;
  return { data: shown.map(toView), next_cursor: hasMore ? toCursor(last.id, request) : null };
}

/** The cursor with which a list goes on below an id. */
export function toCursor(id: string, { list, accountId }: ListIdentity): string {
  return Buffer.from([list, accountId, id].join('\n')).toString('base64url');
}

/** The documented class of a page of `View`. */
export function PageOf<View>(View: Type<View>): Type<Page<View>> {
  class PageView implements Page<View> {
    @ApiProperty({ type: View, isArray: true, description: 'Newest first' })
    data: View[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Pass as `cursor` for the next page; null on the last',
    })
    next_cursor: string | null;
  }
  Object.defineProperty(PageView, 'name', { value: `${View.name.replace(/View$/, '')}Page` });
  return PageView;
}
