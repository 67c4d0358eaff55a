export {
  type ListIdentity,
  MAX_PAGE_SIZE,
  type Page,
  PageOf,
  PageQuery,
  type PageRequest,
  toPage,
  toPageRequest,
} from './page';
