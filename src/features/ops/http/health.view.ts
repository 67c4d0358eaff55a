import { ApiProperty } from '@nestjs/swagger';

export class LivenessView {
  @ApiProperty({ description: 'Always `ok`: the process answers', enum: ['ok'], example: 'ok' })
  status: 'ok';
}

export class HealthCheckView {
  @ApiProperty({ description: 'What was checked', example: 'postgresql' })
  name: string;

  @ApiProperty({ description: 'Whether it is in order', example: true })
  ok: boolean;

  @ApiProperty({
    description: 'What is wrong; only where something is',
    required: false,
    example: 'PostgreSQL does not answer.',
  })
  detail?: string;
}

export class ReadinessView {
  @ApiProperty({
    description: '`unavailable` when at least one check is not ok',
    enum: ['ok', 'unavailable'],
    example: 'ok',
  })
  status: 'ok' | 'unavailable';

  @ApiProperty({ description: 'Every check with its result', type: HealthCheckView, isArray: true })
  checks: HealthCheckView[];
}
