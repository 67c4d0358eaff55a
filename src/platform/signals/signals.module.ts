import { Module } from '@nestjs/common';
import { Signals } from './signals';

@Module({ providers: [Signals], exports: [Signals] })
export class SignalsModule {}
