import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { DatabaseModule } from '../../platform/database';
import { BuyersModule } from './buyers.module';
import { BuyersController } from './http/buyers.controller';

@Module({ imports: [BuyersModule, HttpModule, DatabaseModule], controllers: [BuyersController] })
export class BuyersApiModule {}
