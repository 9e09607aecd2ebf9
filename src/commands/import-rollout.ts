import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { openFiles } from '../instance.ts';
import { importStatements } from '../modules/rollouts/index.ts';
import { systemClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/database/index.ts';
import { plural } from '../ui/index.ts';
import { argumentPath, runCommand, say } from './command.ts';

const usage =
  'Indiquez un déploiement et un fichier CSV ou XLSX : npm run import:rollout -- demat-ads suivi.csv [--appliquer]';

function readArguments(): { rollout: string; file: string; apply: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { appliquer: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [rollout, file, ...others] = positionals;
    return rollout && file && others.length === 0 ? { rollout, file, apply: values.appliquer } : null;
  } catch {
    return null;
  }
}

// npm run import:rollout -- SLUG FILE [--appliquer]
await runCommand(async ({ config, server }) => {
  const asked = readArguments();
  if (!asked) {
    say(usage);
    return 1;
  }
  const path = argumentPath(asked.file);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) {
    say(`Le fichier ${path} ne peut pas être lu.`);
    return 1;
  }
  const database = openDatabase(server.connection, { max: 3 });
  try {
    const { refusal, lines, counts, written } = await importStatements(
      { db: database.db, clock: systemClock, openFiles: () => openFiles(config, 'write') },
      asked.rollout,
      { name: basename(path), bytes },
      { apply: asked.apply, say },
    );
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (refusal !== null || counts === null) {
      say(`${refusal ?? ''} Rien n’est écrit.`);
      return 1;
    }
    const { statements, coverages, unchanged, errors, warnings } = counts;
    say(
      `${plural(statements + coverages, 'déclaration')}, ${plural(unchanged, 'ligne déjà déclarée', 'lignes déjà déclarées')}, ${plural(warnings, 'à vérifier', 'à vérifier')}, ${plural(errors, 'erreur')}.`,
    );
    if (errors > 0) say('Des lignes sont en erreur : rien n’est écrit.');
    else
      say(
        written
          ? 'C’est écrit. L’import se voit et s’annule sur le site.'
          : asked.apply
            ? 'Il n’y avait rien à écrire.'
            : 'Essai : rien n’est écrit. Ajoutez --appliquer pour écrire.',
      );
    return errors > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
});
