import { emptyConnectorEvidence } from './connector-story/connector-evidence';
import { judgeContents } from './connector-story/judge-contents';
import { judgeGallery } from './connector-story/judge-gallery';
import { judgePreviews } from './connector-story/judge-previews';
import { CHAPTERS, tellConnectorStory } from './connector-story/tell-connector-story';
import { runDemo } from './run-demo';

const evidence = emptyConnectorEvidence();

runDemo({
  title: 'Synaptis Webhooks: every receiver gets the payload it wants, without code',
  tell: (scene) => tellConnectorStory({ ...scene, evidence, begunMs: 0 }),
  judge: () => [...judgeGallery(evidence), ...judgeContents(evidence), ...judgePreviews(evidence)],
  lastChapter: CHAPTERS + 1,
});
