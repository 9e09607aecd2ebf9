import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { exportAgenda, type ImportReport, importAgenda } from '../modules/agenda/index.ts';
import { openDatabase } from '../platform/database/index.ts';
import { plural } from '../ui/index.ts';
import { argumentPath, runCommand, say } from './command.ts';

const usage =
  'Indiquez un fichier : npm run import:agenda -- mesures.csv [--appliquer], ou --exporter mesures.csv pour en tirer un de l’agenda.';

const outcomes = { created: 'nouvelle', changed: 'modifiée', unchanged: 'inchangée' } as const;

function print(name: string, { problems, outcomes: done, written }: ImportReport): void {
  const out = (line: string) => process.stdout.write(`${line}\n`);
  for (const { line, place, message } of problems) {
    out([line === null ? name : `ligne ${line}`, 'refusé', place, message].filter(Boolean).join(' – '));
  }
  for (const { line, slug, title, done: what } of done) {
    if (what !== 'unchanged') out(`ligne ${line} – ${outcomes[what]} – ${title} – /agenda/${slug}`);
  }
  if (problems.length > 0) {
    say(`${name} : refusé. Rien n’est écrit.`);
    return;
  }
  const counts = Object.entries(outcomes).map(([what, word]) =>
    plural(done.filter((one) => one.done === what).length, word),
  );
  say(`${name} : ${counts.join(', ')}.`);
  say(written ? 'C’est écrit.' : 'Essai : rien n’est écrit. Ajoutez --appliquer pour écrire.');
}

function readArguments(): { file: string; apply: boolean; exports: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { appliquer: { type: 'boolean', default: false }, exporter: { type: 'string' } },
      allowPositionals: true,
    });
    const [file = values.exporter, ...others] = positionals;
    if (file === undefined || others.length > 0 || (values.exporter !== undefined && positionals.length > 0))
      return null;
    return { file, apply: values.appliquer, exports: values.exporter !== undefined };
  } catch {
    return null;
  }
}

const failures: Readonly<Record<string, string>> = {
  ENOENT: 'est introuvable',
  EISDIR: 'est un dossier',
  EACCES: 'ne peut pas être ouvert',
  EEXIST: 'existe déjà : donnez un autre nom',
};

function failure(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return `Le fichier ${path} ${failures[code] ?? code}.`;
}

async function read(path: string): Promise<Buffer | string> {
  return readFile(path).catch((error: unknown) => failure(path, error));
}

/** Null when it is written; nothing is written over. */
async function write(path: string, text: string): Promise<string | null> {
  return writeFile(path, text, { flag: 'wx' }).then(
    () => null,
    (error: unknown) => failure(path, error),
  );
}

// npm run import:agenda -- FILE [--appliquer]   |   --exporter FILE
await runCommand(async ({ server }) => {
  const asked = readArguments();
  if (!asked) {
    say(usage);
    return 1;
  }
  const path = argumentPath(asked.file);
  const name = basename(path);
  const database = openDatabase(server.connection, { max: 2 });
  try {
    if (asked.exports) {
      const refusal = await write(path, await exportAgenda(database.db));
      if (refusal) {
        say(refusal);
        return 1;
      }
      say(`L’agenda est dans ${path}.`);
      return 0;
    }
    const bytes = await read(path);
    if (typeof bytes === 'string') {
      say(bytes);
      return 1;
    }
    const now = new Date();
    const report = await importAgenda(database.db, { name, bytes }, { apply: asked.apply, now, say });
    print(name, report);
    return report.problems.length > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
});
