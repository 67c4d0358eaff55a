import { type ChapterScene } from '../story/scene';
import { type Inbox } from './inbox';
import { type LeadApi, type OwnerApi } from './lead-api';
import { type LeadEvidence } from './lead-evidence';
import { type PartyName } from './parties';

/** What every chapter of the story needs. */
export interface LeadStage extends ChapterScene {
  evidence: LeadEvidence;
  inboxes: Map<PartyName, Inbox>;
}

/** What an account gets from setting up. */
export interface Account {
  owner: OwnerApi;
  leads: LeadApi;
  /** Names the account at door 2. */
  userId: string;
  signingSecret: string;
  crmSecret: string;
}
