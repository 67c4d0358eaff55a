/**
 * What a lead says about itself beyond phone, e-mail and state. Kept and shown under these names, so every
 * door, event and answer speaks the same language; what was not given is absent.
 */
export interface LeadProfile {
  first_name?: string;
  last_name?: string;
  /** In full, from doors that know no first and last name. */
  name?: string;
  /** Street and number, or a whole address in one line. */
  address?: string;
  city?: string;
  postal_code?: string;
  /** Where the advertisement was: `utm_source`, `gclid`, `landing_page` and their like. */
  attribution?: Readonly<Record<string, string>>;
  /** What the person asks for, from doors of real-estate portals. */
  inquiry?: LeadInquiry;
}

export interface LeadInquiry {
  message?: string;
  property_address?: string;
  property_mls_number?: string;
  property_price?: number;
  buyer_or_seller?: 'buyer' | 'seller' | 'unknown';
  timeline?: string;
}

/** Evidence of prior express written consent (TCPA, 47 CFR 64.1200). */
export interface Consent {
  /** When it was given, RFC 3339. */
  consent_timestamp: string;
  /** Which text the person agreed to. */
  consent_text_version: string;
  /** The page it was given on. */
  source_url: string;
}
