import { BuyerIdField, BuyerMetadataField, BuyerNameField } from './buyer-fields';

export class CreateBuyerDto {
  @BuyerIdField({ optional: true })
  id?: string;

  @BuyerNameField()
  name: string;

  @BuyerMetadataField()
  metadata?: Record<string, string>;
}
