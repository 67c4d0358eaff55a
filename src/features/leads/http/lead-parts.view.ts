import { ApiProperty } from '@nestjs/swagger';
import { type Consent, type LeadInquiry } from '../../../core/leads';
import { EnumField, TextField, TimeField } from '../../../http';

/** Evidence of consent, as it came. */
export class ConsentView implements Consent {
  @TimeField({ description: 'When the person agreed', example: '2026-07-05T12:00:00Z' })
  consent_timestamp: string;

  @TextField({ description: 'Which text the person agreed to', example: 'webform-v2' })
  consent_text_version: string;

  @TextField({ description: 'The page the person agreed on', example: 'https://example.com/quote' })
  source_url: string;
}

/** A value that a lead may lack. */
export const MaybeText = (description: string, example: string) =>
  TextField({ description, example, nullable: true });

/** What the person asks for, from doors of real-estate portals. */
export class InquiryView {
  @MaybeText('What the person wrote', 'Saw your listing — wondering about HOA fees')
  message: string | null;

  @MaybeText('Address of the property', '4521 Bayshore Blvd, Tampa FL 33611')
  property_address: string | null;

  @MaybeText('Number of the property in the multiple listing service', 'T3412345')
  property_mls_number: string | null;

  @ApiProperty({ description: 'Price of the property', example: 450_000, type: Number, nullable: true })
  property_price: number | null;

  @EnumField({
    description: 'Which side the person is on',
    values: ['buyer', 'seller', 'unknown'],
    example: 'buyer',
    nullable: true,
  })
  buyer_or_seller: 'buyer' | 'seller' | 'unknown' | null;

  @MaybeText('When the person wants to act', '0-30d')
  timeline: string | null;
}

export function toInquiryView(inquiry: LeadInquiry | undefined): InquiryView | null {
  if (inquiry === undefined) return null;
  return {
    message: inquiry.message ?? null,
    property_address: inquiry.property_address ?? null,
    property_mls_number: inquiry.property_mls_number ?? null,
    property_price: inquiry.property_price ?? null,
    buyer_or_seller: inquiry.buyer_or_seller ?? null,
    timeline: inquiry.timeline ?? null,
  };
}
