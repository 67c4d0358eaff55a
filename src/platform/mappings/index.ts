export { MappingEngine, type MappingCheck, type MappingRequest, type MappingResult } from './mapping-engine';
export { MappingsModule } from './mappings.module';
