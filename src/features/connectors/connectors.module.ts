import { Module } from '@nestjs/common';
import { MappingsModule } from '../../platform/mappings';
import { RequestMaker } from './request-maker';

/** What makes requests from events. */
@Module({ imports: [MappingsModule], providers: [RequestMaker], exports: [RequestMaker] })
export class ConnectorsModule {}
