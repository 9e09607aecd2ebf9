import { Readable } from 'node:stream';
import type { Deps } from '../../../platform/deps.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { readSheet, SheetRefusal } from '../../../platform/sheets/index.ts';
import { listRollouts } from '../rollout.ts';
import { askToApply, importSpeaking, receiveImport } from './actions.ts';
import { checkStatements } from './check.ts';
import { fieldLabels, guessColumns, missingColumn } from './columns.ts';
import { applyImport } from './running.ts';
import type { Counts } from './statements.ts';
import { levelLabels, worstFirst } from './troubles.ts';

export interface StatementsFile {
  name: string;
  bytes: Buffer;
}

/** What came of a file of statements. */
export interface StatementsReport {
  /** Why nothing could be read; null when it was. */
  refusal: string | null;
  /** What is said of the lines, the worst first: « ligne 12 – Erreur – Étape « x » – Cette étape n’existe pas. » */
  lines: readonly string[];
  counts: Counts | null;
  written: boolean;
}

/**
 * Tries a file of statements for the rollout of this slug, and writes it when `apply` says so and no line is wrong: in one
 * transaction, kept like those sent by the site, where it is undone. Tells how far it is.
 */
export async function importStatements(
  { db, clock, openFiles }: Pick<Deps, 'db' | 'clock'> & { openFiles: () => Promise<FileStore> },
  slug: string,
  { name, bytes }: StatementsFile,
  { apply, say }: { apply: boolean; say: (line: string) => void },
): Promise<StatementsReport> {
  const refused = (refusal: string): StatementsReport => ({
    refusal,
    lines: [],
    counts: null,
    written: false,
  });
  const rollouts = await listRollouts(db);
  const rollout = rollouts.find((one) => one.slug === slug);
  if (!rollout) {
    return refused(
      `Aucun déploiement « ${slug} ». Il existe : ${rollouts.map((one) => one.slug).join(', ')}.`,
    );
  }
  const sheet = await readSheet(bytes).catch((error: unknown) => {
    if (!(error instanceof SheetRefusal)) throw error;
    return error.words;
  });
  if (typeof sheet === 'string') return refused(sheet);
  const columns = guessColumns(sheet.header);
  const missing = missingColumn(columns, null);
  if (missing) return refused(`Colonnes lues : ${sheet.header.join(', ')}. ${missing.message}`);
  say(`${sheet.rows.length} lignes lues, vérification…`);
  const now = clock.now();
  const reading = await checkStatements(db, importSpeaking(rollout, null, now), sheet.rows, columns);
  const lines = reading.troubles
    .toSorted(worstFirst)
    .map(({ line, level, field, value, message }) =>
      [`ligne ${line}`, levelLabels[level], field && `${fieldLabels[field]} « ${value} »`, message]
        .filter(Boolean)
        .join(' – '),
    );
  const { counts } = reading;
  if (!apply || counts.errors > 0 || counts.statements + counts.coverages === 0) {
    return { refusal: null, lines, counts, written: false };
  }
  say(`Écriture de ${counts.statements + counts.coverages} déclarations…`);
  const files = await openFiles();
  const file = await files.receive(Readable.from([bytes]), { name, maxBytes: bytes.length });
  const id = await db.transaction().execute(async (tx) => {
    const received = await receiveImport(tx, { by: null, now, files, rollout }, file);
    await askToApply(tx, { by: null }, { id: received, rollout: slug });
    return received;
  });
  // The job that was asked for finds it done.
  await applyImport({ db, clock, files }, { rollout: slug, id });
  const { state, failure } = await db
    .selectFrom('rollout_imports')
    .select(['state', 'failure'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (state !== 'applied') return refused(failure ?? 'Le fichier n’a pas été écrit.');
  return { refusal: null, lines, counts, written: true };
}
