export { HealthModule } from './health.module';
export { HealthChecks } from './health-checks';
