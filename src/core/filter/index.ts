export { compileFilter, type CompiledFilter } from './compile-filter';
export { type FilterProblem } from './compilation';
export { FILTER_EXAMPLES, type FilterExample } from './filter-examples';
export { FILTER_SCHEMA } from './filter-schema';
export { MAX_ACCOUNT_COST } from './filter-limits';
export { filterWeight } from './filter-weight';
export { filterableBody } from './filterable-body';
