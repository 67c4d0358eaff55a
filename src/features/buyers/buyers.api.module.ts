import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { BuyersModule } from './buyers.module';
import { BuyersController } from './http/buyers.controller';

@Module({ imports: [BuyersModule, HttpModule], controllers: [BuyersController] })
export class BuyersApiModule {}
