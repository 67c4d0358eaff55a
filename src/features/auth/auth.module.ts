import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../../platform/database';
import { AccountsService } from './accounts.service';
import { KeyAuthenticator } from './key-authenticator';
import { KeysService } from './keys.service';
import { AccountEntity } from './persistence/account.entity';
import { AccountsRepository } from './persistence/accounts.repository';
import { ApiKeyEntity } from './persistence/api-key.entity';
import { ApiKeysRepository } from './persistence/api-keys.repository';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([AccountEntity, ApiKeyEntity])],
  providers: [AccountsRepository, ApiKeysRepository, AccountsService, KeysService, KeyAuthenticator],
  exports: [AccountsService, KeysService, KeyAuthenticator],
})
export class AuthModule {}
