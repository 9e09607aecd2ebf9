import { Readable } from 'node:stream';
import { strToU8, zip } from 'fflate';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type FileStore, forgetFiles, keepFile, MissingObject } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { formatDateTime, formatLongDate } from '../../ui/index.ts';
import type { DataPart, DataReader } from './data-part.ts';

const day = 24 * 3600 * 1000;
const daysValid = 7;
const mostBytes = 500 * 1024 * 1024;

/** What a person asked for last, if anything. */
export interface LastExport {
  requestedAt: Date;
  readyAt: Date | null;
  expiresAt: Date | null;
  downloadedAt: Date | null;
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
    ])
    .orderBy('requested_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** Asks for the archive; a job makes it. Throws Refusal while one is in the making, or was asked for today. */
export async function requestExport(tx: Db, accountId: string, now: Date): Promise<void> {
  // Held, so that two forms of one person make one archive.
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
  const last = await lastExportOf(tx, accountId);
  if (last && !last.readyAt) throw new Refusal('Votre archive est déjà en préparation.');
  if (last && now.getTime() - last.requestedAt.getTime() < day) {
    throw new Refusal('Vous avez déjà demandé une archive depuis moins d’un jour.');
  }
  const { id } = await tx
    .insertInto('data_exports')
    .values({ account_id: accountId, requested_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(tx, 'identity.export-data', { id });
}

/** Makes the archive and mails its link. Does nothing the second time, or once the account is gone. */
export async function makeExport(deps: Deps, id: string, readers: readonly DataReader[]): Promise<void> {
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
  const parts = (await Promise.all(readers.map(({ read }) => read(deps.db, asked.id)))).flat();
  const archive = await archiveOf(deps.files, parts, now);
  const received = await deps.files.receive(Readable.from([archive]), {
    name: 'mes-donnees.zip',
    maxBytes: mostBytes,
  });
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

Vous n’avez rien demandé ? Fermez vos autres sessions : ${deps.settings.publicUrl}/espace/compte/sessions
`,
    });
  });
}

const zipped = (entries: Record<string, Uint8Array>) =>
  new Promise<Uint8Array>((resolve, reject) => {
    // Off the main thread where it is large.
    zip(entries, { level: 6 }, (error, data) => (error ? reject(error) : resolve(data)));
  });

async function archiveOf(store: FileStore, parts: readonly DataPart[], now: Date): Promise<Uint8Array> {
  const entries: Record<string, Uint8Array> = { 'LISEZ-MOI.txt': strToU8(readMe(parts, now)) };
  for (const { name, data, files } of parts) {
    entries[`${name}.json`] = strToU8(`${JSON.stringify(data, null, 2)}\n`);
    for (const [index, file] of (files ?? []).entries()) {
      const content = await contentOf(store, file.storageKey);
      // Numbered, since two files may bear a name.
      if (content) entries[`${name}/${index + 1}-${file.name.replace(/[\\/]/g, '_')}`] = content;
    }
  }
  return zipped(entries);
}

async function contentOf(store: FileStore, storageKey: string): Promise<Uint8Array | null> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await store.read(storageKey)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch (error) {
    // Taken away meanwhile.
    if (error instanceof MissingObject) return null;
    throw error;
  }
}

function readMe(parts: readonly DataPart[], now: Date): string {
  const lines = parts.map(({ name, title, files }) => {
    const count = files?.length ?? 0;
    return `${name}.json : ${title}${count > 0 ? ` (fichiers dans le dossier ${name})` : ''}`;
  });
  return `Vos données sur Cordée, le ${formatDateTime(now)}

Chaque fichier .json se lit avec un éditeur de texte. Les dates y sont en temps universel (ISO 8601). Un fichier vide ([]) dit
que rien de cette sorte n’est gardé sur vous.

${lines.join('\n')}

Ne s’y trouvent pas : ce que d’autres ont écrit, les secrets (liens et codes de connexion, gardés sous forme d’empreintes), et
les réponses anonymes, que rien ne relie à vous.
`;
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
