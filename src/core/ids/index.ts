export { encodeId, idTimeMs, isId, lowestIdAt, type IdPrefix } from './id';
