import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Public } from '../../../http/access';
import { HealthChecks } from '../../../platform/health';
import { LivenessView, ReadinessView } from './health.view';

@ApiTags('Operations')
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Is the process alive?',
    description: 'Touches nothing else: a database that is away is no reason to restart this process.',
  })
  @ApiOkResponse({ type: LivenessView, description: 'The process answers' })
  live(): LivenessView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Can the process do its work?',
    description: 'Asks PostgreSQL, the queue, and what else this process depends on; each has two seconds.',
  })
  @ApiOkResponse({ type: ReadinessView, description: 'Everything is in order' })
  @ApiServiceUnavailableResponse({ type: ReadinessView, description: 'At least one check is not ok' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const checks = await this.checks.run();
    const isReady = checks.every(({ ok }) => ok);
    if (!isReady) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isReady ? 'ok' : 'unavailable', checks };
  }
}
