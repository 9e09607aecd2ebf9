import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { type FileStore, forgetFiles, keepFile, type ReceivedFile } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { sentSheet, storedSheet } from '../../../platform/sheets/index.ts';
import { machineDate } from '../../../ui/index.ts';
import type { Rollout } from '../rollout.ts';
import { checkStatements } from './check.ts';
import { type Columns, guessColumns, missingColumn } from './columns.ts';
import { countsSchema, type RolloutImport } from './queries.ts';
import type { Counts, Reading } from './statements.ts';

export const applyTask = 'rollouts.apply-import';
export const undoTask = 'rollouts.undo-import';

export interface Importing {
  /** Null for a command. */
  by: { id: string } | null;
  now: Date;
  files: FileStore;
  rollout: Rollout;
}

/** What a file says is told by it: people are not named in public. */
export const toldByFile = (name: string): string => `Fichier « ${name} »`;

/**
 * Keeps a file of statements and tries it: nothing else is written. Throws Refusal, next to `fichier`, when it is no table.
 * @returns the id of the import
 */
export async function receiveImport(tx: Db, importing: Importing, file: ReceivedFile): Promise<string> {
  const { by, now, files, rollout } = importing;
  const sheet = await sentSheet(files, file.storageKey, 'fichier');
  const columns = guessColumns(sheet.header);
  const { id } = await tx
    .insertInto('rollout_imports')
    .values({
      rollout: rollout.slug,
      file_id: await keepFile(tx, file),
      sent_at: now,
      sent_by: by?.id ?? null,
      header: [...sheet.header],
      columns: JSON.stringify(columns),
      counts: JSON.stringify(nothingRead(sheet.rows.length)),
      checked_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (missingColumn(columns, null) === null) {
    const speaking = importSpeaking(rollout, null, now);
    await keepReport(tx, id, await checkStatements(tx, speaking, sheet.rows, columns), now);
  }
  return id;
}

const nothingRead = (lines: number): Counts => ({
  lines,
  statements: 0,
  coverages: 0,
  unchanged: 0,
  errors: 0,
  warnings: 0,
});

/** Copilots speak for their group, whoever sends the file. */
export const importSpeaking = (rollout: Rollout, since: string | null, now: Date) =>
  ({ rollout, source: 'copilot_import', toldBy: null, today: machineDate(now), since }) as const;

/** Tries a file again, with other columns. Throws Refusal when they do not say enough, or it is no longer a trial. */
export async function chooseColumns(
  tx: Db,
  { now, files, rollout }: Importing,
  { id, file }: Pick<RolloutImport, 'id' | 'file'>,
  { columns, since }: { columns: Columns; since: string | null },
): Promise<void> {
  await lockImport(tx, id, ['checked']);
  const missing = missingColumn(columns, since);
  if (missing) throw new Refusal(missing.message, missing.field);
  if (since !== null && since > machineDate(now))
    throw new Refusal('Cette date est à venir : ce qui n’est pas arrivé ne se déclare pas.', 'depuis');
  const { rows } = await storedSheet(files, file.storageKey);
  await tx
    .updateTable('rollout_imports')
    .set({ columns: JSON.stringify(columns), since, failure: null })
    .where('id', '=', id)
    .execute();
  await keepReport(
    tx,
    id,
    await checkStatements(tx, importSpeaking(rollout, since, now), rows, columns),
    now,
  );
}

/** Keeps what was said of each line, in place of what the check before said. */
export async function keepReport(
  tx: Db,
  id: string,
  { troubles, counts }: Reading,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('rollout_imports')
    .set({ counts: JSON.stringify(counts), checked_at: now })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('rollout_import_troubles').where('import_id', '=', id).execute();
  await sql`
    insert into rollout_import_troubles (import_id, place, line, level, field, value, message)
    select ${id}::uuid, place, line, level, field, value, message
    from unnest(
      ${troubles.map(({ line }) => line)}::integer[], ${troubles.map(({ level }) => level)}::rollout_import_trouble_level[],
      ${troubles.map(({ field }) => field)}::text[], ${troubles.map(({ value }) => value)}::text[],
      ${troubles.map(({ message }) => message)}::text[]
    ) with ordinality as said (line, level, field, value, message, place)`.execute(tx);
}

/** Asks for a file to be written, all at once, by a job that checks it again. Throws Refusal unless it has no error left. */
export async function askToApply(
  tx: Db,
  { by }: Pick<Importing, 'by'>,
  { id, rollout }: Pick<RolloutImport, 'id' | 'rollout'>,
): Promise<void> {
  const { counts } = await lockImport(tx, id, ['checked']);
  if (counts.errors > 0) throw new Refusal('Des lignes sont en erreur : rien ne peut être écrit.');
  if (counts.statements + counts.coverages === 0) throw new Refusal('Ce fichier n’a rien à écrire.');
  await tx
    .updateTable('rollout_imports')
    .set({ state: 'applying', applied_by: by?.id ?? null, done: 0, failure: null })
    .where('id', '=', id)
    .execute();
  await enqueue(tx, applyTask, { rollout, id }, { key: `${applyTask}:${id}` });
}

/** Asks for all that a file said to be taken back, by a job. */
export async function askToUndo(
  tx: Db,
  { by }: Pick<Importing, 'by'>,
  { id, rollout }: Pick<RolloutImport, 'id' | 'rollout'>,
  reason: string,
): Promise<void> {
  await lockImport(tx, id, ['applied']);
  await tx
    .updateTable('rollout_imports')
    .set({ state: 'undoing', undone_by: by?.id ?? null, undo_reason: reason, done: 0 })
    .where('id', '=', id)
    .execute();
  await enqueue(tx, undoTask, { rollout, id }, { key: `${undoTask}:${id}` });
}

/** Forgets a trial and its file. */
export async function dropImport(tx: Db, { id }: { id: string }): Promise<void> {
  const { fileId } = await lockImport(tx, id, ['checked']);
  await tx.deleteFrom('rollout_imports').where('id', '=', id).execute();
  await forgetFiles(tx, [fileId]);
}

/** Holds the row until the transaction ends. Throws Refusal when it is in no such state any more. */
async function lockImport(
  tx: Db,
  id: string,
  states: readonly RolloutImport['state'][],
): Promise<{ fileId: string; counts: Counts }> {
  const row = await tx
    .selectFrom('rollout_imports')
    .select(['state', 'file_id', 'counts'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !states.includes(row.state))
    throw new Refusal('Cet import a changé d’état entre-temps. Rechargez la page.');
  return { fileId: row.file_id, counts: countsSchema.parse(row.counts) };
}
