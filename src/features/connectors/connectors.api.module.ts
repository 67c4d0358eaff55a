import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { ConnectorsModule } from './connectors.module';
import { FormatsController } from './http/formats.controller';

@Module({ imports: [ConnectorsModule, HttpModule], controllers: [FormatsController] })
export class ConnectorsApiModule {}
