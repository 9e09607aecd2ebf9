import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { type FileStore, forgetFiles, keepFile, type ReceivedFile } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { type SheetLimits, sentSheet, storedSheet } from '../../../platform/sheets/index.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import type { By } from '../resources/saving.ts';
import { type Checked, checkTable } from './check.ts';
import { holdCatalogue, type ImportCounts, writeTable } from './writing.ts';

export const mostLines = 2_000;
export const limits: Partial<SheetLimits> = {
  bytes: 8_000_000,
  rows: mostLines,
  columns: 60,
  characters: 20_000,
};

/** A table that was sent. */
export interface CatalogueImport {
  id: string;
  file: { name: string; storageKey: string };
  sentAt: Date;
  sentBy: string | null;
  /** Null for a trial. */
  appliedAt: Date | null;
  counts: ImportCounts | null;
}

const counts = z.object({ created: z.int(), changed: z.int(), unchanged: z.int() });

const imports = (db: Db, catalogue: CatalogueSlug) =>
  db
    .selectFrom('catalogue_imports as imports')
    .innerJoin('stored_files', 'stored_files.id', 'imports.file_id')
    .leftJoin('accounts', 'accounts.id', 'imports.sent_by')
    .where('imports.catalogue', '=', catalogue)
    .select([
      'imports.id',
      'imports.sent_at',
      'imports.applied_at',
      'imports.counts',
      'stored_files.name',
      'stored_files.storage_key',
      'accounts.name as sender',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>;

const importOf = (row: Row): CatalogueImport => ({
  id: row.id,
  file: { name: row.name, storageKey: row.storage_key },
  sentAt: row.sent_at,
  sentBy: row.sender,
  appliedAt: row.applied_at,
  counts: counts.nullable().parse(row.counts),
});

export async function findImport(
  db: Db,
  catalogue: CatalogueSlug,
  id: string,
): Promise<CatalogueImport | null> {
  const row = await imports(db, catalogue).where('imports.id', '=', id).executeTakeFirst();
  return row ? importOf(row) : null;
}

/** The latest first. */
export async function latestImports(db: Db, catalogue: CatalogueSlug): Promise<CatalogueImport[]> {
  const rows = await imports(db, catalogue).orderBy('imports.sent_at', 'desc').limit(20).execute();
  return rows.map(importOf);
}

/** Keeps a table to be tried; nothing else is written. Throws Refusal, next to `fichier`, when it is no table. */
export async function receiveTable(
  tx: Db,
  { by, now }: By,
  catalogue: CatalogueSlug,
  file: ReceivedFile,
  files: FileStore,
): Promise<string> {
  await sentSheet(files, file.storageKey, 'fichier', limits);
  const { id } = await tx
    .insertInto('catalogue_imports')
    .values({ catalogue, file_id: await keepFile(tx, file), sent_at: now, sent_by: by?.id ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a table would do to the catalogue as it is now. */
export async function tryImport(
  db: Db,
  files: FileStore,
  catalogue: CatalogueSlug,
  { file }: Pick<CatalogueImport, 'file'>,
  now: Date,
): Promise<Checked> {
  return checkTable(db, catalogue, await storedSheet(files, file.storageKey, limits), now);
}

/** Names what a trial told: another means that something else would be done. */
export function digestOf({ outcomes }: Pick<Checked, 'outcomes'>): string {
  return createHash('sha256').update(JSON.stringify(outcomes)).digest('base64url');
}

/** Does what the trial told, all of it. Throws Refusal when the catalogue changed since, or a line is wrong. */
export async function applyImport(
  tx: Db,
  act: By,
  catalogue: CatalogueSlug,
  { id, file }: CatalogueImport,
  digest: string,
  files: FileStore,
): Promise<ImportCounts> {
  const held = await tx
    .selectFrom('catalogue_imports')
    .select('applied_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!held || held.applied_at !== null) throw new Refusal('Ce fichier est déjà appliqué.');
  await holdCatalogue(tx, catalogue);
  const checked = await tryImport(tx, files, catalogue, { file }, act.now);
  if (checked.problems.length > 0) throw new Refusal('Des lignes sont en erreur : rien n’est écrit.');
  if (digestOf(checked) !== digest)
    throw new Refusal('Le catalogue a changé depuis cet essai : relisez ce qui serait fait.');
  const written = await writeTable(tx, act, catalogue, file.name, checked);
  await tx
    .updateTable('catalogue_imports')
    .set({ applied_at: act.now, counts: JSON.stringify(written) })
    .where('id', '=', id)
    .execute();
  return written;
}

/** Forgets tables that were tried and never applied. Returns how many. */
export async function purgeTrials(tx: Db, before: Date): Promise<number> {
  const rows = await tx
    .deleteFrom('catalogue_imports')
    .where('applied_at', 'is', null)
    .where('sent_at', '<', before)
    .returning('file_id')
    .execute();
  await forgetFiles(
    tx,
    rows.map(({ file_id }) => file_id),
  );
  return rows.length;
}
