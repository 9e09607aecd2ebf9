import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { codeOf, EmbeddedPostgresError } from './errors.ts';
import { clearProcesses, run } from './processes.ts';

export const user = 'cordee';
export const database = 'cordee';

/** Creates the database files, unless they exist. They appear under their name only once complete. */
export async function createCluster(options: {
  base: string;
  account: Account;
  binaries: Binaries;
  disposable: boolean;
  log: (line: string) => void;
}): Promise<void> {
  const { base, account, binaries } = options;
  await clearProcesses(account, join(base, 'draft-'));
  for (const name of await readdir(base)) {
    if (name.startsWith('draft-')) await rm(join(base, name), { recursive: true, maxRetries: 20 });
  }
  const data = join(base, 'data');
  const version = await readVersion(data);
  if (version === supportedVersion) return;
  if (version !== undefined) {
    throw new EmbeddedPostgresError(
      `La base de ${base} vient de PostgreSQL ${version}, et cette version de Cordée fournit PostgreSQL ${supportedVersion}. ` +
        'Restaurez une sauvegarde dans un dossier neuf.',
    );
  }

  options.log('Création de la base de données…');
  const draft = await mkdtemp(join(base, 'draft-'));
  if (account.lent) await chown(draft, account.uid, account.gid);
  const settings = ['--username', user, '--auth=trust', '--encoding=UTF8', '--data-checksums'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const speed = options.disposable ? ['--no-sync'] : [];
  await must(run(binaries.initdb, ['-D', draft, ...settings, ...locale, ...speed], { account }));
  const single = ['--single', '-D', draft, '-c', 'exit_on_error=on', 'postgres'];
  await must(run(binaries.postgres, single, { account, input: `CREATE DATABASE ${database};\n` }));
  await rename(draft, data);
  const handle = await open(base);
  await handle.sync(); // the new name must survive a power failure
  await handle.close();
}

const supportedVersion = '18';

async function must(result: Promise<{ ok: boolean; output: string }>): Promise<void> {
  const { ok, output } = await result;
  if (ok) return;
  throw new EmbeddedPostgresError(`PostgreSQL n'a pas pu créer la base : ${lastLines(output)}`);
}

/** The last lines of a program's output, on one line. */
export function lastLines(output: string): string {
  const lines = output.trim().split('\n').slice(-3);
  return lines.map((line) => line.replace(/^.* \[\d+\] /, '')).join(' / ') || 'aucune explication donnée';
}

async function readVersion(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the settings, anew at each start. They stay outside `data`, where root must not write for another account. */
export async function writeSettings(options: {
  base: string;
  sockets: string;
  disposable: boolean;
}): Promise<void> {
  const durable = options.disposable ? 'off' : 'on';
  const settings: Record<string, string> = {
    data_directory: join(options.base, 'data'),
    hba_file: join(options.base, 'pg_hba.conf'),
    ident_file: join(options.base, 'data', 'pg_ident.conf'),
    listen_addresses: '',
    unix_socket_directories: `"${options.sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '100',

    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    // No replica and no archive here: an operator who wants them gives DATABASE_URL.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '1GB',

    shared_buffers: options.disposable ? '32MB' : '128MB',
    effective_cache_size: '1GB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '0',
    jit: 'off',

    timezone: 'UTC',
    log_timezone: 'UTC',
    // Refused statements are told to the application; their text may hold personal data, so it is not written here.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  const own = existsSync(join(options.base, 'local.conf')) ? "include = 'local.conf'\n" : '';
  // Only the owner of the socket folder (and root) gets as far as this rule.
  await writeReadable(join(options.base, 'pg_hba.conf'), 'local all all trust\n');
  await writeReadable(
    join(options.base, 'postgresql.conf'),
    `# Written at each start. Your own settings go in local.conf, beside this file.\n${lines.join('\n')}\n${own}`,
  );
}

async function writeReadable(file: string, text: string): Promise<void> {
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, text);
  await chmod(`${file}.new`, 0o644); // whatever our umask
  await rename(`${file}.new`, file);
}
