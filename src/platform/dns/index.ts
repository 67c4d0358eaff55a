export { queryAddresses, type Resolution } from './query-addresses';
export { queryMailExchangers } from './query-mail-exchangers';
export { Slots } from './slots';
