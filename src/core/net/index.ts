export { type AddressRange, parseAddressRanges } from './address-range';
export {
  checkCustomHeaders,
  type HeaderProblem,
  MAX_CUSTOM_HEADERS,
  MAX_CUSTOM_HEADERS_BYTES,
} from './custom-headers';
export { type AddressVerdict, canonicalAddress, judgeAddress } from './judge-address';
export { literalAddressOf, MAX_URL_LENGTH, type ParsedWebhookUrl, parseWebhookUrl } from './webhook-url';
