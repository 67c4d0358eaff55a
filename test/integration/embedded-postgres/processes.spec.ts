import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/embedded-postgres';
import { waitUntil } from '../../../src/platform/embedded-postgres/wait-until';
import { makeDataDir, homeOf, postmasterOf, query, removeDataDir } from './data-directory';
import { forkPostgres, type PostgresProcess, type ProcessOptions, startInProcess } from './postgres-process';

describe('processes that share a DATA_DIR', () => {
  let dataDir: string;
  let processes: PostgresProcess[];
  let servers: EmbeddedPostgres[];

  beforeEach(async () => {
    dataDir = await makeDataDir();
    processes = [];
    servers = [];
  });

  afterEach(async () => {
    for (const server of servers) await server.stop();
    for (const process of processes) await process.end();
    removeDataDir(dataDir);
  });

  const inProcess = async (options: Partial<ProcessOptions['options']> = {}): Promise<PostgresProcess> => {
    const child = await startInProcess({ options: { dataDir, ...options } });
    processes.push(child);
    return child;
  };

  const here = async (share = false): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, share });
    servers.push(server);
    return server;
  };

  it('adopts, owns and finally stops the server that a killed owner left running', async () => {
    const owner = await inProcess();
    const before = postmasterOf(dataDir);
    await owner.kill();

    const heir = await here();
    expect(heir).toMatchObject({ adopted: true, isOwner: true });
    expect(postmasterOf(dataDir)).toEqual(before);
    expect(await query(heir.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    await heir.stop();
    expect(postmasterOf(dataDir)).toBeUndefined();
  });

  it('refuses a second owner while the first one lives, and says who that is', async () => {
    const owner = await inProcess();
    await expect(here()).rejects.toMatchObject({
      name: 'EmbeddedPostgresInUseError',
      ownerPid: owner.pid,
      message: expect.stringMatching(new RegExp(`process ${owner.pid}.*Stop that process, or set DATA_DIR`)),
    });
    await owner.end();
    await expect(here()).resolves.toMatchObject({ adopted: false, isOwner: true });
  });

  it('lets a short-lived program use the server of its owner and leave it running', async () => {
    const owner = await inProcess();
    const guest = await here(true);
    expect(guest).toMatchObject({ adopted: true, isOwner: false });
    expect(owner.report).toMatchObject({ connectionString: guest.connectionString });

    await guest.stop();
    expect(await query(guest.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts the server for a short-lived program that finds none, and stops it at the end', async () => {
    const program = await here(true);
    expect(program).toMatchObject({ adopted: false, isOwner: true });
    await program.stop();
    expect(postmasterOf(dataDir)).toBeUndefined();
  });

  it('waits for a short-lived owner to end instead of giving up', async () => {
    const program = await here(true);
    const platform = inProcess();
    await program.stop();
    expect((await platform).report).toMatchObject({ kind: 'started', isOwner: true });
  });

  it('gives up on a short-lived owner that does not end in time', async () => {
    await here(true);
    const platform = await inProcess({ startTimeoutMs: 200 });
    expect(platform.report).toMatchObject({ kind: 'failed', name: 'EmbeddedPostgresInUseError' });
  });

  it('makes exactly one of several simultaneous first starts the owner', async () => {
    const all = await Promise.all([inProcess(), inProcess(), inProcess(), inProcess()]);
    const outcomes = all.map(({ report }) => (report.kind === 'failed' ? report.name : report.kind));
    expect(outcomes.toSorted()).toEqual([...Array(3).fill('EmbeddedPostgresInUseError'), 'started']);
  });

  it('makes exactly one of several simultaneous heirs of a killed owner the owner', async () => {
    const owner = await inProcess();
    const before = postmasterOf(dataDir);
    await owner.kill();

    const heirs = await Promise.all([inProcess(), inProcess(), inProcess(), inProcess()]);
    expect(heirs.filter((child) => child.report.kind === 'started')).toHaveLength(1);
    expect(postmasterOf(dataDir)).toEqual(before);
  });

  it('starts again after owner and server were both killed, with everything that was committed', async () => {
    const owner = await inProcess();
    if (owner.report.kind === 'failed') throw new Error(owner.report.message);
    await query(owner.report.connectionString, 'CREATE TABLE kept (n int)', 'INSERT INTO kept VALUES (42)');
    const server = postmasterOf(dataDir);
    await owner.kill();
    process.kill(server?.pid ?? 0, 'SIGKILL');

    const heir = await here();
    expect(heir.adopted).toBe(false);
    expect(await query(heir.connectionString, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('keeps the server running when the terminal interrupts the whole process group', async () => {
    const owner = await inProcess();
    const server = postmasterOf(dataDir)?.pid ?? 0;
    expect(processGroupOf(server)).toBe(server);
    expect(processGroupOf(owner.pid)).not.toBe(server);
  });

  it('replaces what a start that was killed during initdb left', async () => {
    const child = forkPostgres({ options: { dataDir } });
    const draft = await waitUntil(() => draftsIn(dataDir)[0], Date.now() + 10_000);
    const hasBegun = await waitUntil(
      () => existsSync(join(homeOf(dataDir), draft ?? '', 'cluster', 'base')) || undefined,
      Date.now() + 10_000,
    );
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(hasBegun).toBe(true);
    expect(existsSync(join(homeOf(dataDir), 'cluster'))).toBe(false);

    await expect(here()).resolves.toMatchObject({ isOwner: true });
    expect(draftsIn(dataDir)).not.toContain(draft);
  });
});

function draftsIn(dataDir: string): string[] {
  const home = homeOf(dataDir);
  return existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('initdb-')) : [];
}

function processGroupOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }));
}
