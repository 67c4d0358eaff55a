export { LeadView, toLeadView } from './http/lead.view';
export {
  CUSTOM_FIELDS_LIMITS,
  type IneligibleReason,
  type Lead,
  type LeadDoor,
  type UnassignedReason,
} from './lead';
export { LeadBell } from './lead-bell';
export { leadFields } from './lead-fields';
export { LeadNews } from './lead-news';
export { LeadsModule } from './leads.module';
export { LeadsService } from './leads.service';
export { LEAD_COLUMNS } from './persistence/lead-columns';
export { type Claim, claimKey, LeadIntakeRepository } from './persistence/lead-intake.repository';
export { suppressionLockKey } from './persistence/suppression-lock';
