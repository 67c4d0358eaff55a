import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresStartError,
  startEmbeddedPostgres,
} from '../../../src/platform/embedded-postgres';
import { makeDataDir, postmasterOf, query, removeDataDir } from './data-directory';

describe('startEmbeddedPostgres', () => {
  let dataDir: string;
  let running: EmbeddedPostgres[];

  beforeEach(async () => {
    dataDir = await makeDataDir();
    running = [];
  });

  afterEach(async () => {
    for (const server of running) await server.stop();
    removeDataDir(dataDir);
  });

  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir });
    running.push(server);
    return server;
  };

  it('starts from nothing in less than 15 seconds and tells where', async () => {
    const lines: string[] = [];
    const before = Date.now();
    const server = await startEmbeddedPostgres({ dataDir, logger: (line) => lines.push(line) });
    running.push(server);

    expect(Date.now() - before).toBeLessThan(15_000);
    expect(server).toMatchObject({ adopted: false, isOwner: true });
    expect(new URL(server.connectionString)).toMatchObject({ hostname: '127.0.0.1', pathname: '/synaptis' });
    expect(lines.join('\n')).toContain(join(dataDir, 'postgres', 'cluster'));
    expect(lines.join('\n')).not.toContain(new URL(server.connectionString).password);
  });

  it('keeps commits durable, text in UTF8 ordered by bytes, and listens on loopback only', async () => {
    const { connectionString } = await start();
    const shown = await query(
      connectionString,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit',
         'listen_addresses', 'unix_socket_directories', 'server_encoding', 'lc_collate') ORDER BY name`,
    );
    const [database] = await query(
      connectionString,
      'SELECT datcollate FROM pg_database WHERE datname = current_database()',
    );

    expect(database).toEqual({ datcollate: 'C' });
    expect(shown).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { connectionString } = await start();
    const wrong = new URL(connectionString);
    wrong.password = 'wrong';

    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    wrong.username = 'postgres';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  });

  it('gives the platform a role that is no superuser but may create databases', async () => {
    const { connectionString } = await start();
    const [role] = await query(
      connectionString,
      'SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user',
    );
    expect(role).toEqual({ rolsuper: false, rolcreatedb: true });
  });

  it('finds all data and the same address again after a restart', async () => {
    const first = await start();
    await query(first.connectionString, 'CREATE TABLE kept (n int)', 'INSERT INTO kept VALUES (42)');
    await first.stop();
    const second = await start();

    expect(second).toMatchObject({ adopted: false, connectionString: first.connectionString });
    expect(await query(second.connectionString, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('stops the server with clients connected, once however often it is asked', async () => {
    const server = await start();
    const client = new Client({ connectionString: server.connectionString });
    const disconnected = new Promise((resolve) => client.on('error', resolve));
    await client.connect();

    await Promise.all([server.stop(), server.stop()]);
    await disconnected;
    expect(postmasterOf(dataDir)).toBeUndefined();
  });

  it('moves to another port when its own is taken', async () => {
    const first = await start();
    await query(first.connectionString, 'CREATE TABLE kept (n int)');
    await first.stop();
    const port = Number(new URL(first.connectionString).port);
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(port, '127.0.0.1', resolve));

    try {
      const second = await start();
      expect(new URL(second.connectionString).port).not.toBe(String(port));
      expect(await query(second.connectionString, 'SELECT n FROM kept')).toEqual([]);
    } finally {
      await new Promise((resolve) => intruder.close(resolve));
    }
  });

  it.each([
    ['a process that is gone', '4194303'],
    ['a process that is somebody else by now', String(process.ppid)],
  ])('starts over a crash-left pid file that names %s', async (_, pid) => {
    const first = await start();
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    await first.stop();
    writeFileSync(pidFile, content.replace(/^\d+/, pid));

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(postmasterOf(dataDir)?.pid).not.toBe(Number(pid));
  });

  it('shows the end of the log when PostgreSQL does not come up, and lets the next start try again', async () => {
    await (await start()).stop();
    const control = join(dataDir, 'postgres', 'cluster', 'global', 'pg_control');
    const intact = readFileSync(control);
    writeFileSync(control, Buffer.alloc(intact.length));

    await expect(start()).rejects.toThrow(EmbeddedPostgresStartError);
    await expect(start()).rejects.toThrow(/Last lines of PostgreSQL's log:[^]*PG_CONTROL_VERSION/);
    writeFileSync(control, intact);
    await expect(start()).resolves.toMatchObject({ isOwner: true });
  });

  it('says what is missing when the password file was removed', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'postgres.password'), '');
    await expect(start()).rejects.toThrow(/password of the embedded PostgreSQL is missing/);
  });
});
