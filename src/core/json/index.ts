export { scanJson } from './scan-json';
export { type LossProblem, type ScanLimits, type ScanResult } from './scan-state';
