import { BuyerMetadataField, BuyerNameField } from './buyer-fields';

/** What is left out stays as it is; metadata is replaced as a whole. */
export class UpdateBuyerDto {
  @BuyerNameField({ optional: true })
  name?: string;

  @BuyerMetadataField()
  metadata?: Record<string, string>;
}
