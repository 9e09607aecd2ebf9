// Runs before `npm start` and `npm test`, on whatever Node (>= 20) the machine has: installs the locked
// dependencies when they are missing or no longer those of package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.cache', 'cordee-lock');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

let installed = '';
try {
  installed = readFileSync(stamp, 'utf8');
} catch {
  // first start: nothing installed yet
}

if (installed !== wanted) {
  process.stdout.write('Installation des dépendances (une fois, une à deux minutes)…\n');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...prefix] = npm;
  const run = spawnSync(
    command,
    [...prefix, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: '' },
    },
  );
  if (run.status !== 0) {
    process.stderr.write('Les dépendances n’ont pas pu être installées (voir ci-dessus).\n');
    process.exit(run.status ?? 1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
