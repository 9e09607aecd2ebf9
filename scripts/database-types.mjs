// Writes src/platform/database/types.ts from the migrations: an empty database is migrated, then described.
// With --verify, fails when the file is not what the migrations give.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/database/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'cordee-types-'));
const server = await startEmbeddedPostgres({ folder, disposable: true });
try {
  const client = new pg.Client(server.connection);
  await client.connect();
  // Ended first, a migration that fails says why.
  await migrate(client).finally(() => client.end());
  const { host, port, user, database } = server.connection;
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const { status } = spawnSync('kysely-codegen', process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url },
  });
  process.exitCode = status ?? 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
