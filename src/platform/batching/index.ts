export { Gate, type GateOptions } from './gate';
export { Batcher, type BatcherOptions } from './batcher';
