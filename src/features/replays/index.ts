export { toDryRunView, toReplayView } from './http/replay.view';
export { type Replay } from './replay';
export { type NewReplay } from './replay-planner.service';
export { ReplaysModule } from './replays.module';
export { type DryRun, ReplaysService } from './replays.service';
