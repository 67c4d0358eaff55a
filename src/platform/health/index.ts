export { HealthModule } from './health.module';
export { type HealthCheck, HealthChecks, type HealthReport } from './health-checks';
