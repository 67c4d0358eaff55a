import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database';
import { Lease } from './lease';
import { Retention } from './retention';

@Module({ imports: [DatabaseModule], providers: [Lease, Retention], exports: [Lease, Retention] })
export class PeriodicModule {}
