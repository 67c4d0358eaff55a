export {
  type ListIdentity,
  type Page,
  PageOf,
  PageQuery,
  type PageRequest,
  toPage,
  toPageRequest,
} from './page';
