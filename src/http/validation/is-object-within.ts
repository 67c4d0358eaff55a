import { AcceptedBy } from './accepted-by';

export interface ObjectLimits {
  /** Keys at its top. */
  maxProperties: number;
  /** Of its compact JSON in UTF-8. */
  maxBytes: number;
}

/** Bounds an object that callers fill as they like. What is no object is told by another check. */
export function IsObjectWithin({ maxProperties, maxBytes }: ObjectLimits): PropertyDecorator {
  return AcceptedBy((value) => {
    if (typeof value !== 'object' || value === null) return null;
    if (Object.keys(value).length > maxProperties) return `must have at most ${maxProperties} keys`;
    const isLarge = maxBytes !== Infinity && Buffer.byteLength(JSON.stringify(value)) > maxBytes;
    return isLarge ? `must be at most ${maxBytes} bytes of JSON` : null;
  });
}
