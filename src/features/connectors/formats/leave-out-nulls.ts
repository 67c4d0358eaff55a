import { isRecord } from './encode-json';

/**
 * A message without its members that are null, at any depth. Mappings write null for what an event does not have;
 * Telegram, Discord and Slack take that for a wrong value where a member that is missing would be fine. Items of lists
 * stay, for they have places.
 */
export function leaveOutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => leaveOutNulls(item));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, leaveOutNulls(member)]));
}
