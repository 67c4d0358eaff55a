import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { EventReplaysController } from './http/event-replays.controller';
import { ReplaysController } from './http/replays.controller';
import { ReplaysModule } from './replays.module';

@Module({
  imports: [HttpModule, ReplaysModule],
  controllers: [EventReplaysController, ReplaysController],
})
export class ReplaysApiModule {}
