import { Readable } from 'node:stream';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { forgetFiles, keepFile, zipped } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { formatLongDate } from '../../ui/index.ts';
import { type ArchiveRoom, dataArchive, usualRoom } from './data-archive.ts';
import type { DataReader } from './data-part.ts';
import { leftOutWords } from './data-words.ts';

const day = 24 * 3600 * 1000;
const daysValid = 7;
/** All that the format of archives holds: their files have a room of their own, far below. */
const mostBytes = 4 * 1024 ** 3 - 1;
/** Tried for about three hours; a day later, the person may ask again. */
const mostAttempts = 9;

/** What a person asked for last, if anything. */
export interface LastExport {
  requestedAt: Date;
  readyAt: Date | null;
  expiresAt: Date | null;
  downloadedAt: Date | null;
  /** How many files could not be put in it. */
  leftOut: number;
}

export async function lastExportOf(db: Db, accountId: string): Promise<LastExport | null> {
  const row = await db
    .selectFrom('data_exports')
    .where('account_id', '=', accountId)
    .select([
      'requested_at as requestedAt',
      'ready_at as readyAt',
      'expires_at as expiresAt',
      'downloaded_at as downloadedAt',
      'left_out as leftOut',
    ])
    .orderBy('requested_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** Whether it was asked for so long ago that its making must have failed for good. */
export function hasFailed({ readyAt, requestedAt }: LastExport, now: Date): boolean {
  return !readyAt && now.getTime() - requestedAt.getTime() >= day;
}

/** Asks for the archive; a job makes it. Throws Refusal while one is in the making, or was asked for today. */
export async function requestExport(tx: Db, accountId: string, now: Date): Promise<void> {
  // Held, so that two forms of one person make one archive.
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
  const last = await lastExportOf(tx, accountId);
  if (last && !last.readyAt && !hasFailed(last, now))
    throw new Refusal('Votre archive est déjà en préparation.');
  if (last && now.getTime() - last.requestedAt.getTime() < day) {
    throw new Refusal('Vous avez déjà demandé une archive depuis moins d’un jour.');
  }
  await tx
    .deleteFrom('data_exports')
    .where('account_id', '=', accountId)
    .where('ready_at', 'is', null)
    .execute();
  const { id } = await tx
    .insertInto('data_exports')
    .values({ account_id: accountId, requested_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(tx, 'identity.export-data', { id }, { maxAttempts: mostAttempts });
}

/**
 * Makes the archive, straight into the store, and mails its link. Does nothing the second time, or once the account is gone. Files
 * that are gone or for which there is no `room` are left out, and the person is told.
 */
export async function makeExport(
  deps: Deps,
  id: string,
  readers: readonly DataReader[],
  room: ArchiveRoom = usualRoom,
): Promise<void> {
  const asked = await deps.db
    .selectFrom('data_exports')
    .innerJoin('accounts', 'accounts.id', 'data_exports.account_id')
    .where('data_exports.id', '=', id)
    .where('data_exports.ready_at', 'is', null)
    .where('accounts.email', 'is not', null)
    .select(['accounts.id', 'accounts.email'])
    .executeTakeFirst();
  if (!asked?.email) return;
  const now = deps.clock.now();
  const { entries, leftOut } = dataArchive({
    db: deps.db,
    store: deps.files,
    accountId: asked.id,
    readers,
    room,
    now,
  });
  const stream = Readable.from(zipped(entries), { objectMode: false });
  const received = await deps.files
    .receive(stream, { name: 'mes-donnees.zip', maxBytes: mostBytes })
    // What it had open of the store is closed, however it ends.
    .finally(() => stream.destroy());
  const { email } = asked;
  await deps.db.transaction().execute(async (tx) => {
    const token = newToken();
    const expiresAt = new Date(now.getTime() + daysValid * day);
    const row = await tx
      .updateTable('data_exports')
      .set({
        token_hash: hashToken(token),
        file_id: await keepFile(tx, received),
        ready_at: now,
        expires_at: expiresAt,
        left_out: leftOut.length,
      })
      .where('id', '=', id)
      .where('ready_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Error('another worker made this archive');
    await queueMail(tx, {
      to: email,
      key: `data-export:${id}`,
      expiresAt,
      subject: 'Vos données Cordée sont prêtes',
      text: `Bonjour,

L’archive de vos données est prête. Ce lien la donne une fois, jusqu’au ${formatLongDate(expiresAt)}, après connexion à votre compte :
${deps.settings.publicUrl}/espace/compte/donnees/lien/${token}
${leftOut.length > 0 ? `\n${leftOutWords(leftOut.length)}\n` : ''}
Vous n’avez rien demandé ? Fermez vos autres sessions : ${deps.settings.publicUrl}/espace/compte/sessions
`,
    });
  });
}

/** The archive of this link, if it is this person's and still to be had. */
export async function exportOfToken(
  db: Db,
  { token, accountId, now }: { token: string; accountId: string; now: Date },
) {
  const row = await db
    .selectFrom('data_exports')
    .innerJoin('stored_files', 'stored_files.id', 'data_exports.file_id')
    .where('data_exports.token_hash', '=', hashToken(token))
    .where('data_exports.account_id', '=', accountId)
    .where('data_exports.expires_at', '>', now)
    .where('data_exports.downloaded_at', 'is', null)
    .select([
      'data_exports.id',
      'data_exports.expires_at as expiresAt',
      'data_exports.left_out as leftOut',
      'stored_files.storage_key as storageKey',
      'stored_files.bytes',
    ])
    .executeTakeFirst();
  return row ?? null;
}

/** Uses the link up; of two clicks at once, one gets the archive. */
export async function takeExport(tx: Db, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('data_exports')
    .set({ downloaded_at: now })
    .where('id', '=', id)
    .where('downloaded_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes the archives that were had or expired, an hour ago at least: a download may still be under way. */
export async function purgeExports(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 3600 * 1000);
  await db.transaction().execute(async (tx) => {
    const over = await tx
      .selectFrom('data_exports')
      .select(['id', 'file_id'])
      .where((eb) => eb.or([eb('downloaded_at', '<', before), eb('expires_at', '<', before)]))
      .where('file_id', 'is not', null)
      .forUpdate()
      .execute();
    if (over.length === 0) return;
    const ids = over.map(({ id }) => id);
    await tx.updateTable('data_exports').set({ file_id: null }).where('id', 'in', ids).execute();
    await forgetFiles(
      tx,
      over.flatMap(({ file_id }) => file_id ?? []),
    );
  });
  const month = new Date(now.getTime() - 30 * day);
  await db
    .deleteFrom('data_exports')
    .where('requested_at', '<', month)
    .where('file_id', 'is', null)
    .execute();
}

/** With the account, at once. */
export async function forgetExports(tx: Db, accountId: string): Promise<void> {
  const rows = await tx
    .deleteFrom('data_exports')
    .where('account_id', '=', accountId)
    .returning('file_id')
    .execute();
  await forgetFiles(
    tx,
    rows.flatMap(({ file_id }) => file_id ?? []),
  );
}
