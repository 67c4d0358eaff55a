import { Module } from '@nestjs/common';
import { MappingsModule } from '../../platform/mappings';
import { FormatCatalogue } from './format-catalogue.service';
import { RequestMaker } from './request-maker';

/** What makes requests from events, and what formats there are. */
@Module({
  imports: [MappingsModule],
  providers: [FormatCatalogue, RequestMaker],
  exports: [FormatCatalogue, RequestMaker],
})
export class ConnectorsModule {}
