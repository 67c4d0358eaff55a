import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { ReplaysService } from '../replays.service';
import { CreateReplayDto, toNewReplay } from './create-replay.dto';
import { ListReplaysQuery } from './list-replays.dto';
import { ReplayPageView, ReplayView, toDryRunView, toReplayView } from './replay.view';

@ApiTags('Replays')
@Controller('v1/replays')
export class ReplaysController {
  constructor(private readonly replays: ReplaysService) {}

  @Post()
  @HttpCode(202)
  @RequireScope('deliveries:replay')
  @Idempotent()
  @ApiOperation({
    summary: 'Send many deliveries again',
    description:
      'Stores a job that workers carry out, behind fresh deliveries, and that survives restarts. What matches ' +
      'at this moment is sent once: with the same event id and body, and the full retry schedule if it fails. ' +
      'Deliveries of disabled webhooks are parked until those are enabled; those of deleted webhooks do not ' +
      'match. With `dry_run` the answer says what would match, has `id: null`, and nothing is stored.',
  })
  @ApiAcceptedResponse({ type: ReplayView })
  async create(@CurrentCaller() caller: Caller, @Body() dto: CreateReplayDto): Promise<ReplayView> {
    const request = toNewReplay(dto);
    if (dto.dry_run) return toDryRunView(await this.replays.dryRun(caller, request));
    return toReplayView(await this.replays.create(caller, request));
  }

  @Get()
  @RequireScope('deliveries:read')
  @ApiOperation({ summary: 'List replays', description: 'Newest first.' })
  @ApiOkResponse({ type: ReplayPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListReplaysQuery): Promise<Page<ReplayView>> {
    const identity = { list: 'replays', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const replays = await this.replays.list(caller, { ...page, status: query.status });
    return toPage(replays, { ...page, ...identity }, toReplayView);
  }

  @Get(':id')
  @RequireScope('deliveries:read')
  @ApiOperation({ summary: 'Get a replay', description: 'Says how far it has come.' })
  @ApiOkResponse({ type: ReplayView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReplayView> {
    return toReplayView(await this.replays.get(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @RequireScope('deliveries:replay')
  @Idempotent()
  @ApiOperation({
    summary: 'Cancel a replay',
    description:
      'Stops it before its next step of at most 500 deliveries. What was sent stays sent, and is retried if it ' +
      'fails. A replay that has ended is answered with 422.',
  })
  @ApiAcceptedResponse({ type: ReplayView })
  async cancel(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReplayView> {
    return toReplayView(await this.replays.cancel(caller, id));
  }
}
