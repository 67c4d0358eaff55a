export { compileFilter, type CompiledFilter } from './compile-filter';
export { type FilterProblem } from './compilation';
export { FILTER_EXAMPLES, type FilterExample } from './filter-examples';
export { FILTER_SCHEMA } from './filter-schema';
export { filterableBody } from './filterable-body';
