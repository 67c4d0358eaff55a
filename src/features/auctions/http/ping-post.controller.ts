import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { RequireScope } from '../../../http';
import { CreateLeadDto, toLeadDraft } from '../../sources';
import { PingPostService } from '../ping-post.service';
import { CurrentPing, type PingReference } from './current-ping';
import { PostedPingView, toPostedPingView } from './ping-post.view';

@ApiTags('Pings')
@Controller('v1/pings/:id/post')
export class PingPostController {
  constructor(private readonly posts: PingPostService) {}

  /** Needs no `Idempotency-Key`: a ping is posted once, whatever the key. */
  @Post()
  @RequireScope('leads:write')
  @ApiParam({ name: 'id' })
  @ApiOperation({
    summary: 'Hand the winner the lead',
    description:
      'Takes the full lead, as `POST /v1/leads` does, and reserves it for the winner; state and source are those of ' +
      'the ping, and refused where they are others. A ping is posted once, within 10 minutes of its auction: every later post ' +
      'gets the lead of the first with 200. Nothing is stored and the ping stays `won`, so that it may be posted ' +
      'again, when the lead may not be contacted (422, with the reason), and when the account knows its phone number ' +
      'or `source_lead_id` already (200, `lead.status` is `duplicate`).',
  })
  @ApiCreatedResponse({ type: PostedPingView, description: 'Stored, and reserved for the winner' })
  @ApiOkResponse({
    type: PostedPingView,
    description: 'The ping was posted before, or the lead is a duplicate',
  })
  async post(
    @CurrentPing() { caller, pingId }: PingReference,
    @Body() dto: CreateLeadDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PostedPingView> {
    const posted = await this.posts.post(caller, pingId, toLeadDraft(dto, caller.accountId));
    if (posted.kind !== 'accepted') void reply.status(HttpStatus.OK);
    return toPostedPingView(posted);
  }
}
