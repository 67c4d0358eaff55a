import { MAPPING_LIMITS } from '../../../core/mapping';
import { freezeDeeply } from './freeze-deeply';

/** A list of an expression's making, which refuses to grow beyond {@link MAPPING_LIMITS}. What is made from it is an array. */
export class BoundedList extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** @throws the library's own fault for a list that is too long */
  override push(...items: unknown[]): number {
    const most = MAPPING_LIMITS.listLength;
    if (this.length + items.length > most) throw Object.assign(new Error(), { code: 'D2015', value: most });
    return super.push(...items);
  }
}

freezeDeeply(BoundedList);
