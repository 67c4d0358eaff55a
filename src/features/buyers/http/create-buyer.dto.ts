import { BuyerIdField, BuyerMetadataField, BuyerNameField, TargetingField } from './buyer-fields';
import { TargetingDto } from './targeting.dto';

export class CreateBuyerDto {
  @BuyerIdField({ optional: true })
  id?: string;

  @BuyerNameField()
  name: string;

  @BuyerMetadataField()
  metadata?: Record<string, string>;

  @TargetingField({ optional: true })
  targeting?: TargetingDto | null;
}
