/** The version of the envelope and of the built-in payloads. */
export const API_VERSION = '2024-01-01';

export interface EventBodyInput {
  id: string;
  type: string;
  /** RFC 3339 in UTC with milliseconds. */
  created: string;
  /** What JSON.parse made of the publisher's `data`, or an object of plain JSON values. */
  data: object;
  /** `API_VERSION`, unless an older envelope is rebuilt. */
  apiVersion: string;
}

/**
 * The body every attempt of an event sends: compact, in the documented key order, made once. It equals
 * `JSON.stringify(JSON.parse(body))`, because a documented way to verify signs the re-serialised object.
 */
export function buildEventBody({ id, type, created, data, apiVersion }: EventBodyInput): string {
  return JSON.stringify({ id, type, created, data, api_version: apiVersion });
}
