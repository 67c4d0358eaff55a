export {
  type ListIdentity,
  type Page,
  PageOf,
  PageQuery,
  type PageRequest,
  toCursor,
  toPage,
  toPageRequest,
} from './page';
