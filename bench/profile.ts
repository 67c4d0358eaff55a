import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

/** Boot and warm-up are not what is being asked about. */
const SKIPPED_SECONDS = 4;
const LINES = 25;
const NOT_WORK = new Set(['(idle)', '(root)']);

/** Prints what each profile of the backend is made of, by self time. */
export function printProfiles(dir: string, backend: string): void {
  const files = readdirSync(dir).filter((name) => name.startsWith(backend) && name.endsWith('.cpuprofile'));
  for (const file of files.toSorted()) {
    const profile = JSON.parse(readFileSync(join(dir, file), 'utf8')) as Profile;
    console.error(`\n${file}: share of busy time after the first ${SKIPPED_SECONDS} s`);
    for (const [name, share] of summariseProfile(profile, moduleOf).slice(0, LINES)) {
      console.error(`${(share * 100).toFixed(1).padStart(6)} %  ${name}`);
    }
  }
}

type Frame = Profile['nodes'][number]['callFrame'];

/** @returns names and their share of the busy time (0–1), largest first */
function summariseProfile(profile: Profile, nameOf: (frame: Frame) => string): [string, number][] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let elapsed = 0;
  let busy = 0;
  profile.samples.forEach((id, index) => {
    const delta = profile.timeDeltas[index]!;
    const name = names.get(id)!;
    elapsed += delta;
    if (elapsed < SKIPPED_SECONDS * 1e6 || NOT_WORK.has(name)) return;
    busy += delta;
    times.set(name, (times.get(name) ?? 0) + delta);
  });
  return [...times]
    .map(([name, time]): [string, number] => [name, time / busy])
    .toSorted((a, b) => b[1] - a[1]);
}

/** A package, a folder of our own, a part of Node, or what the engine does on its own. */
function moduleOf({ url, functionName }: Frame): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `engine: ${functionName}`;
  if (url.startsWith('node:')) return url;
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (dependency !== undefined) return dependency;
  return url.replace(/^.*\/dist\//, '').replace(/\/[^/]*$/, '');
}
