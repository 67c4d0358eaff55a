import { ApiProperty } from '@nestjs/swagger';
import { PageOf, TextField, TimeField } from '../../../http';
import { type Buyer } from '../buyer';

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

  @TimeField({ description: 'When the buyer was created' })
  created: string;
}

export const BuyerPage = PageOf(BuyerView);

export function toBuyerView({ id, name, metadata, createdAt }: Buyer): BuyerView {
  return { id, name, metadata, created: createdAt.toISOString() };
}
