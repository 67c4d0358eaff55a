import { BuyerMetadataField, BuyerNameField, TargetingField } from './buyer-fields';
import { TargetingDto } from './targeting.dto';

/** What is left out stays as it is; metadata and targeting are replaced as a whole. */
export class UpdateBuyerDto {
  @BuyerNameField({ optional: true })
  name?: string;

  @BuyerMetadataField()
  metadata?: Record<string, string>;

  @TargetingField({ optional: true })
  targeting?: TargetingDto | null;
}
