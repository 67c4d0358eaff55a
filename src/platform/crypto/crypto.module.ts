import { Module } from '@nestjs/common';
import { Cipher } from './cipher';

@Module({ providers: [Cipher], exports: [Cipher] })
export class CryptoModule {}
