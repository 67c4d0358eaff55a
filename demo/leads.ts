import { judgeLeadEvidence } from './lead-story/judge-auction';
import { emptyLeadEvidence } from './lead-story/lead-evidence';
import { CHAPTERS, tellLeadStory } from './lead-story/tell-lead-story';
import { runDemo } from './run-demo';

const evidence = emptyLeadEvidence();

runDemo({
  title: 'Synaptis Webhooks: leads from three doors and an auction, to the buyers they are for',
  tell: (scene) => tellLeadStory({ ...scene, evidence, inboxes: new Map(), begunMs: 0 }),
  judge: () => judgeLeadEvidence(evidence),
  lastChapter: CHAPTERS + 1,
});
