import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type FileReport, importJekyll, type JekyllFile } from '../modules/portal/index.ts';
import { openDatabase } from '../platform/database/index.ts';
import { runCommand, say } from './command.ts';

const outcomes: Record<FileReport['outcome'], string> = {
  created: 'créée',
  updated: 'mise à jour',
  unchanged: 'inchangée',
  refused: 'REFUSÉE',
};

const levels = { kept: 'repris', changed: 'changé', dropped: 'retiré', missing: 'manque' } as const;

function print({ name, outcome, permalink, title, lines }: FileReport): void {
  process.stdout.write(`${name} : ${outcomes[outcome]}${permalink ? ` – ${title} – ${permalink}` : ''}\n`);
  for (const { line, level, message } of lines) {
    const word = outcome === 'refused' ? 'refusé' : levels[level];
    process.stdout.write(`  ligne ${line} – ${word} – ${message}\n`);
  }
}

const usage =
  'Indiquez les fichiers à importer : npm run import:jekyll -- [--remplacer ANCIENNE=NOUVELLE] _pages/accueil.md _posts/*.md';

/** `https://airtable.com/shr…=/inscription`: the new address, one of this site, follows the last `=/`. */
function readReplacements(given: readonly string[]): Map<string, string> | null {
  const pairs = given.map((text) => /^(.+)=(\/[^/\s=][^\s=]*|\/)$/.exec(text));
  const replaced = new Map<string, string>();
  for (const pair of pairs) {
    const [, from, to] = pair ?? [];
    if (!from || !to) return null;
    replaced.set(from, to);
  }
  return replaced;
}

function readArguments(): { names: string[]; replaced: Map<string, string> } | string {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: { remplacer: { type: 'string', multiple: true, default: [] } },
      allowPositionals: true,
    });
    const replaced = readReplacements(values.remplacer);
    if (!replaced)
      return 'Avec --remplacer, donnez l’ancienne adresse, le signe =, puis une adresse de ce site : --remplacer https://exemple.fr/formulaire=/inscription';
    return positionals.length > 0 ? { names: positionals, replaced } : usage;
  } catch {
    return usage;
  }
}

// npm run import:jekyll -- [--remplacer OLD=NEW]… FILE…
await runCommand(async ({ server }) => {
  const asked = readArguments();
  if (typeof asked === 'string') {
    say(asked);
    return 1;
  }
  const { names, replaced } = asked;
  const files: JekyllFile[] = [];
  let unread = 0;
  for (const name of names) {
    try {
      files.push({ name: relative(process.cwd(), name), bytes: await readFile(name) });
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      const words: Record<string, string> = {
        ENOENT: 'est introuvable',
        EISDIR: 'est un dossier',
        EACCES: 'ne peut pas être lu',
      };
      process.stdout.write(
        `${name} : REFUSÉE\n  ligne 1 – refusé – Le fichier ${words[reason] ?? reason}.\n`,
      );
      unread += 1;
    }
  }
  const database = openDatabase(server.connection, { max: 2 });
  try {
    const { reports, refused } = await importJekyll(
      database.db,
      files,
      { actor: null, now: new Date() },
      replaced,
    );
    for (const report of reports) print(report);
    const total = refused + unread;
    const imported = reports.length - refused;
    say(
      `${imported} ${imported > 1 ? 'fichiers importés' : 'fichier importé'}, ${total} ${total > 1 ? 'refusés' : 'refusé'}.`,
    );
    return total > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
});
