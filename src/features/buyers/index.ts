export { BuyersModule } from './buyers.module';
export { BuyersService } from './buyers.service';
export { BuyerDaysRepository } from './persistence/buyer-days.repository';
export { type CountedBuyer, type TargetedBuyer } from './persistence/buyers.repository';
