import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database';
import { Lease } from './lease';

@Module({ imports: [DatabaseModule], providers: [Lease], exports: [Lease] })
export class PeriodicModule {}
