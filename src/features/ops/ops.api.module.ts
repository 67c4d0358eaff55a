import { Module } from '@nestjs/common';
import { HealthModule } from '../../platform/health';
import { MetricsModule } from '../../platform/metrics';
import { HealthController } from './http/health.controller';
import { MetricsController } from './http/metrics.controller';
import { OpsModule } from './ops.module';

@Module({
  imports: [OpsModule, HealthModule, MetricsModule],
  controllers: [HealthController, MetricsController],
})
export class OpsApiModule {}
