import { type Consent, type LeadProfile, type Verification } from '../../core/leads';

/** By which door a lead came in. */
export const LEAD_DOORS = ['api', 'streamsynq', 'ping'] as const;
export type LeadDoor = (typeof LEAD_DOORS)[number];

/** Why a lead may not be contacted. */
export const INELIGIBLE_REASONS = [
  'no_phone_number',
  'no_consent',
  'suppressed',
  'do_not_call',
  'do_not_call_unknown',
] as const;
export type IneligibleReason = (typeof INELIGIBLE_REASONS)[number];

/** Why a lead that was verified went to no buyer. */
export const UNASSIGNED_REASONS = [
  'not_eligible',
  'verification_failed',
  'no_buyers',
  'no_matching_buyer',
  'outside_active_hours',
  'caps_reached',
  'buyer_gone',
] as const;
export type UnassignedReason = (typeof UNASSIGNED_REASONS)[number];

/** What the platform has still to do with a lead; null once it is with a buyer or left with a reason. */
export type LeadStep = 'verify' | 'distribute';

/** A person who asked to be contacted, as it is stored. */
export interface Lead {
  readonly id: string;
  readonly accountId: string;
  readonly door: LeadDoor;
  /** The caller's own word for where the lead is from. */
  readonly source: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** In lower case. */
  readonly email: string | null;
  /** Two letters. */
  readonly state: string | null;
  readonly profile: LeadProfile;
  readonly consent: Consent | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly sourceLeadId: string | null;
  readonly crmLeadId: string | null;
  /** Null when it may be contacted. */
  readonly ineligibleReason: IneligibleReason | null;
  /** The winner of the auction this lead was sold in; nobody else may have it. */
  readonly reservedBuyerId: string | null;
  readonly step: LeadStep | null;
  readonly verification: Verification | null;
  readonly verifiedAt: Date | null;
  /** The buyer who got it. */
  readonly buyerId: string | null;
  readonly unassignedReason: UnassignedReason | null;
  readonly routedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Bounds what an account may keep of its own in a lead, so that a page of leads stays an answer. */
export const CUSTOM_FIELDS_LIMITS = { maxProperties: 100, maxBytes: 64 * 1024 };
