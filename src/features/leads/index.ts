export { type IneligibleReason, type Lead, type LeadDoor, type UnassignedReason } from './lead';
export { LeadBell } from './lead-bell';
export { leadFields } from './lead-fields';
export { LeadsModule } from './leads.module';
export { type Claim, claimKey, LeadIntakeRepository } from './persistence/lead-intake.repository';
