export { quoteNumbers } from './quote-numbers';
export { scanJson } from './scan-json';
export { type LossProblem, type ScanLimits, type ScanResult, type Span } from './scan-state';
