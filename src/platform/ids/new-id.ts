import { randomFillSync } from 'node:crypto';
import { encodeId, type IdPrefix } from '../../core/ids';

const RANDOM_BYTES = 10;
const pool = Buffer.alloc(RANDOM_BYTES * 512);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/**
 * A fresh id such as `evt_…`: a UUIDv7 made of the present millisecond and randomness.
 * Ids made by one process within a millisecond still sort in the order they were made:
 * their twelve `rand_a` bits count up from a random start (RFC 9562 section 6.2, method 1).
 */
export function newId(prefix: IdPrefix): string {
  const random = takeRandom();
  const nowMs = Math.max(Date.now(), lastMs);
  sequence = nowMs === lastMs ? sequence + 1 : ((random[0]! << 8) | random[1]!) & 0x7ff;
  lastMs = sequence > 0xfff ? nowMs + 1 : nowMs;
  if (sequence > 0xfff) sequence = 0;
  random[0] = sequence >> 8;
  random[1] = sequence & 0xff;
  return encodeId(prefix, lastMs, random);
}

function takeRandom(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  return bytes;
}
