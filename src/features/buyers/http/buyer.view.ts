import { ApiProperty } from '@nestjs/swagger';
import { PageOf, TextField, TimeField } from '../../../http';
import { type Buyer } from '../buyer';
import { TargetingField } from './buyer-fields';
import { TargetingDto } from './targeting.dto';

export class BuyerView {
  @TextField({ description: 'Your own id for the buyer, or a generated one', example: 'buyer-acme' })
  id: string;

  @TextField({ description: 'Name of the organisation', example: 'Acme Insurance' })
  name: string;

  @ApiProperty({
    description: 'Texts of your own',
    example: { crm_id: '4711' },
    type: 'object',
    additionalProperties: { type: 'string' },
  })
  metadata: Record<string, string>;

  @TargetingField()
  targeting: TargetingDto | null;

  @TimeField({ description: 'When the buyer was created' })
  created: string;
}

export const BuyerPage = PageOf(BuyerView);

export function toBuyerView({ id, name, metadata, targeting, createdAt }: Buyer): BuyerView {
  return { id, name, metadata, targeting, created: createdAt.toISOString() };
}
