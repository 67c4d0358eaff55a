import { type Scene } from '../story/scene';
import { waitUntil } from '../story/wait-until';
import { type Inbox } from './inbox';
import { type LeadApi, type OwnerApi } from './lead-api';
import { type LeadEvidence } from './lead-evidence';
import { type PartyName } from './parties';

/** What every chapter of the story needs. */
export interface LeadStage extends Scene {
  evidence: LeadEvidence;
  inboxes: Map<PartyName, Inbox>;
  /** `performance.now()` when the chapter began. */
  begunMs: number;
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

const LIMIT_MS = 10_000;

/** Waits for what has to follow. Where it does not, the story goes on: the checks say what is missing. */
export async function untilSo(
  { screen, signal }: LeadStage,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  screen.progress(`waiting for ${what}`);
  const isSo = await waitUntil({ condition, signal, limitMs: LIMIT_MS });
  screen.endProgress();
  if (!isSo) screen.print(screen.paint.red(`Waited ${LIMIT_MS / 1000} s for ${what}, in vain.`));
}
