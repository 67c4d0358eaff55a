import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { HealthModule } from '../../platform/health';
import { MetricsModule } from '../../platform/metrics';
import { QueueModule } from '../../platform/queue';
import { BuiltInChecks } from './built-in-checks';
import { QueueGauge } from './queue-gauge';

/** What is watched in every process; `OpsApiModule` shows it. */
@Module({
  imports: [DatabaseModule, HealthModule, MetricsModule, QueueModule],
  providers: [BuiltInChecks, QueueGauge],
})
export class OpsModule {}
