export { createHttpApp } from './create-http-app';
export { parseJson } from './json-body';
