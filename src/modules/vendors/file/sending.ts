import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { type FileStore, forgetFiles, keepFile, type ReceivedFile } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { type Sheet, sentSheet, storedSheet } from '../../../platform/sheets/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { vendorThing } from '../opening.ts';
import { productsOf } from '../product.ts';
import type { Working } from '../products.ts';
import { assertForCustomers } from '../stages.ts';
import { lockVendor } from '../vendor.ts';
import type { Change, Counts, Reading, Scope } from './change.ts';
import { guessColumns, missingColumn } from './columns.ts';
import { loadKnown } from './known.ts';
import { countsSchema, type Sending } from './queries.ts';
import { readCustomers } from './reading.ts';

const limits = { rows: 40_000 };

interface Sent extends Working {
  files: FileStore;
}

/** Keeps a list of customers and tries it: nothing else is written. Throws Refusal, next to `fichier`, when it cannot be read. */
export async function receiveList(tx: Db, sent: Sent, file: ReceivedFile, scope: Scope): Promise<string> {
  const { by, now, vendor, files } = sent;
  if (scope.endedOn > machineDate(now)) throw new Refusal('Cette date est à venir.', 'fin');
  const sheet = await sentSheet(files, file.storageKey, 'fichier', limits);
  const products = await productsOf(tx, vendor.slug);
  const offered = products.filter(({ withdrawnAt }) => withdrawnAt === null);
  if (products.length === 0) throw new Refusal('Ajoutez d’abord un produit.', 'fichier');
  const missing = missingColumn(guessColumns(sheet.header), offered.length !== 1);
  if (missing) throw new Refusal(missing, 'fichier');
  const reading = await readingOf(tx, sent, sheet, scope);
  const { id } = await tx
    .insertInto('vendor_files')
    .values({
      vendor: vendor.slug,
      file_id: await keepFile(tx, file),
      scope: scope.scope,
      ended_on: scope.endedOn,
      sent_at: now,
      sent_by: by.id,
      counts: JSON.stringify(reading.counts),
      checked_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepReport(tx, id, reading, now);
  return id;
}

async function readingOf(db: Db, { vendor, now }: Working, sheet: Sheet, scope: Scope): Promise<Reading> {
  const columns = guessColumns(sheet.header);
  const known = await loadKnown(db, vendor.slug, sheet.rows, columns, machineDate(now));
  return readCustomers(sheet.rows, columns, known, scope);
}

async function keepReport(tx: Db, id: string, { lines, counts }: Reading, now: Date): Promise<void> {
  await tx
    .updateTable('vendor_files')
    .set({ counts: JSON.stringify(counts), checked_at: now })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('vendor_file_lines').where('sending_id', '=', id).execute();
  await sql`
    insert into vendor_file_lines (sending_id, place, kind, line, about, message)
    select ${id}::uuid, place, kind, line, about, message
    from unnest(
      ${lines.map(({ kind }) => kind)}::vendor_file_line_kind[], ${lines.map(({ line }) => line)}::integer[],
      ${lines.map(({ about }) => about)}::text[], ${lines.map(({ message }) => message)}::text[]
    ) with ordinality as said (kind, line, about, message, place)`.execute(tx);
}

/**
 * Writes what a list changes, all of it in one transaction, after having compared it again. Writes nothing, and keeps the new
 * report, when it would no longer do what the report says: then false.
 */
export async function applyList(tx: Db, sent: Sent, { id, file, scope, endedOn }: Sending): Promise<boolean> {
  const { by, now, vendor, files } = sent;
  await lockVendor(tx, vendor.slug);
  const row = await tx
    .selectFrom('vendor_files')
    .select(['applied_at', 'counts'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.applied_at) throw new Refusal('Ce fichier est déjà appliqué, ou supprimé.');
  const reading = await readingOf(tx, sent, await storedSheet(files, file.storageKey, limits), {
    scope,
    endedOn,
  });
  if (!(await isAsReported(tx, id, reading, countsSchema.parse(row.counts)))) {
    await keepReport(tx, id, reading, now);
    return false;
  }
  if (reading.counts.errors > 0) throw new Refusal('Des lignes sont en erreur : rien ne peut être écrit.');
  if (reading.changes.length === 0) throw new Refusal('Ce fichier ne change rien.');
  await write(tx, sent, reading.changes);
  await tx
    .updateTable('vendor_files')
    .set({ applied_at: now, applied_by: by.id })
    .where('id', '=', id)
    .execute();
  const { added, changed, ended } = reading.counts;
  await record(tx, {
    actor: by,
    verb: 'vendor.import',
    thing: vendorThing(vendor),
    detail: { file: file.name, added_count: added, changed_count: changed, ended_count: ended },
  });
  return true;
}

async function isAsReported(
  tx: Db,
  id: string,
  { lines, counts }: Reading,
  before: Counts,
): Promise<boolean> {
  if (JSON.stringify(Object.entries(counts).sort()) !== JSON.stringify(Object.entries(before).sort()))
    return false;
  const stored = await tx
    .selectFrom('vendor_file_lines')
    .select(['kind', 'line', 'about', 'message'])
    .where('sending_id', '=', id)
    .orderBy('place')
    .execute();
  return lines.every((line, index) => {
    const one = stored[index];
    return (
      one?.kind === line.kind &&
      one.line === line.line &&
      one.about === line.about &&
      one.message === line.message
    );
  });
}

async function write(tx: Db, working: Working, changes: readonly Change[]): Promise<void> {
  const { now } = working;
  const added = changes.filter(({ equipmentId }) => equipmentId === null);
  const { rows } = await sql<{ id: string }>`
    with said as materialized (
      select gen_random_uuid() as id, product_id, authority_id, from_day, place
      from unnest(
        ${added.map(({ productId }) => productId)}::uuid[], ${added.map(({ authorityId }) => authorityId)}::text[],
        ${added.map(({ from }) => from)}::date[]
      ) with ordinality as said (product_id, authority_id, from_day, place)
    ), inserted as (
      insert into equipments (id, product_id, authority_id, from_day, told_at)
      select id, product_id, authority_id, from_day, ${now} from said
    )
    select id from said order by place`.execute(tx);
  const kept = changes.filter(({ equipmentId }) => equipmentId !== null);
  await sql`
    update equipments set from_day = said.from_day, until_day = said.until_day, told_at = ${now}
    from unnest(
      ${kept.map(({ equipmentId }) => equipmentId)}::uuid[], ${kept.map(({ from }) => from)}::date[],
      ${kept.map(({ until }) => until)}::date[]
    ) as said (id, from_day, until_day)
    where equipments.id = said.id`.execute(tx);
  const ids = new Map(added.map((change, index) => [change, rows[index]?.id]));
  const statements = changes.flatMap((change) => {
    const equipmentId = change.equipmentId ?? ids.get(change);
    return equipmentId ? change.stages.map((stage) => ({ ...stage, equipmentId })) : [];
  });
  await assertForCustomers(tx, working, statements);
}

/** Forgets a trial and its file. Throws Refusal once it is applied. */
export async function dropList(tx: Db, { id }: Pick<Sending, 'id'>): Promise<void> {
  const dropped = await tx
    .deleteFrom('vendor_files')
    .where('id', '=', id)
    .where('applied_at', 'is', null)
    .returning('file_id')
    .executeTakeFirst();
  if (!dropped) throw new Refusal('Ce fichier est appliqué : il reste avec son rapport.');
  await forgetFiles(tx, [dropped.file_id]);
}
