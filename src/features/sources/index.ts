export { CreateLeadDto } from './http/create-lead.dto';
export { toLeadDraft } from './http/to-lead-draft';
export { IntakeService } from './intake.service';
export { type Intake, type LeadDraft } from './lead-draft';
export { SourcesModule } from './sources.module';
