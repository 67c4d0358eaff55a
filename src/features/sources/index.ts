export { IntakeService } from './intake.service';
export { type Intake, type LeadDraft } from './lead-draft';
export { SourcesModule } from './sources.module';
