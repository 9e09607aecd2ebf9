import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type CatalogueReport, exportCatalogue, importCatalogue } from '../modules/catalogue/index.ts';
import { openDatabase } from '../platform/database/index.ts';
import { plural } from '../ui/index.ts';
import { argumentPath, runCommand, say } from './command.ts';

const usage =
  'Indiquez un catalogue et un fichier CSV ou XLSX : npm run import:catalogue -- cybersecurite fiches.xlsx [--appliquer], ou --exporter fiches.xlsx pour en tirer un.';

const words = { created: 'nouvelle', changed: 'modifiée', unchanged: 'inchangée' } as const;

function print(name: string, { refusal, checked, counts, written }: CatalogueReport): boolean {
  const out = (line: string) => process.stdout.write(`${line}\n`);
  for (const { line, column, message } of checked?.problems ?? [])
    out([line === null ? name : `ligne ${line}`, 'refusée', column, message].filter(Boolean).join(' – '));
  for (const { line, done, slug, title, changes } of checked?.outcomes ?? []) {
    if (done === 'unchanged') continue;
    const what = changes.map((change) => change.name.toLocaleLowerCase('fr')).join(', ');
    out([`ligne ${line}`, words[done], title, slug, what].filter(Boolean).join(' – '));
  }
  if (counts === null) {
    say(`${name} : refusé. ${refusal ?? 'Des lignes sont à corriger.'} Rien n’est écrit.`);
    return false;
  }
  say(
    `${name} : ${plural(counts.created, 'nouvelle')}, ${plural(counts.changed, 'modifiée')}, ${plural(counts.unchanged, 'inchangée')}.`,
  );
  say(written ? 'C’est écrit.' : 'Essai : rien n’est écrit. Ajoutez --appliquer pour écrire.');
  return true;
}

function readArguments(): { catalogue: string; file: string; apply: boolean; exports: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { appliquer: { type: 'boolean', default: false }, exporter: { type: 'string' } },
      allowPositionals: true,
    });
    const [catalogue, file = values.exporter, ...others] = positionals;
    const isTwice = values.exporter !== undefined && positionals.length > 1;
    if (!catalogue || !file || others.length > 0 || isTwice) return null;
    return { catalogue, file, apply: values.appliquer, exports: values.exporter !== undefined };
  } catch {
    return null;
  }
}

// npm run import:catalogue -- CATALOGUE FILE [--appliquer]   |   CATALOGUE --exporter FILE
await runCommand(async ({ server }) => {
  const asked = readArguments();
  if (!asked) {
    say(usage);
    return 1;
  }
  const path = argumentPath(asked.file);
  const database = openDatabase(server.connection, { max: 2 });
  try {
    if (asked.exports) {
      const format = /\.xlsx$/i.test(path) ? 'xlsx' : 'csv';
      const exported = await exportCatalogue(database.db, asked.catalogue, format);
      if ('refusal' in exported) {
        say(exported.refusal);
        return 1;
      }
      // Nothing is written over.
      const failure = await writeFile(path, exported.bytes, { flag: 'wx' }).then(
        () => null,
        (error: unknown) => String(error),
      );
      say(
        failure
          ? `Le fichier ${path} ne peut pas être écrit, ou existe déjà.`
          : `Le catalogue est dans ${path}.`,
      );
      return failure ? 1 : 0;
    }
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) {
      say(`Le fichier ${path} ne peut pas être lu.`);
      return 1;
    }
    const report = await importCatalogue(
      database.db,
      asked.catalogue,
      { name: basename(path), bytes },
      { apply: asked.apply, now: new Date() },
    );
    return print(basename(path), report) ? 0 : 1;
  } finally {
    await database.close();
  }
});
