import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../../platform/database';
import { SignalsModule } from '../../platform/signals';
import { AuthModule } from '../auth';
import { BuyerDirectory } from './buyer-directory';
import { BuyerRemoval } from './buyer-removal';
import { BuyersService } from './buyers.service';
import { BuyerEntity } from './persistence/buyer.entity';
import { BuyerDaysRepository } from './persistence/buyer-days.repository';
import { BuyersRepository } from './persistence/buyers.repository';

@Module({
  imports: [DatabaseModule, SignalsModule, AuthModule, TypeOrmModule.forFeature([BuyerEntity])],
  providers: [BuyersRepository, BuyerDaysRepository, BuyerDirectory, BuyerRemoval, BuyersService],
  exports: [BuyersService, BuyerDaysRepository],
})
export class BuyersModule {}
