import { judgeEvidence } from './checks/judge-evidence';
import { runDemo } from './run-demo';
import { emptyEvidence } from './story/evidence';
import { tellStory } from './story/tell-story';

const evidence = emptyEvidence();

runDemo({
  title: 'Synaptis Webhooks: one event, three receivers, nothing lost',
  tell: (scene) => tellStory({ ...scene, evidence, actors: new Map(), publishedMs: 0 }),
  judge: () => judgeEvidence(evidence),
  lastChapter: 7,
});
