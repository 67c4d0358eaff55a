import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Public } from '../../../http/access';
import { Metrics } from '../../../platform/metrics';

@ApiTags('Operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Public()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Metrics of this process', description: 'In the text format of Prometheus.' })
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description: 'One line for each series',
    schema: { type: 'string', example: 'synaptis_queue_jobs{state="waiting"} 3' },
  })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
