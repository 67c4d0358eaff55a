export { CreateLeadDto } from './api/http/create-lead.dto';
export { toLeadDraft } from './api/http/to-lead-draft';
export { IntakeService } from './intake.service';
export { type Intake, type LeadDraft } from './lead-draft';
export { SourcesModule } from './sources.module';
