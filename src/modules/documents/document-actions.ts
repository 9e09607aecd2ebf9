import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import {
  forgetFiles,
  keepFile,
  type ReceivedFile,
  shareFile,
  usualExtension,
} from '../../platform/files/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { draftFromFile } from '../library/index.ts';
import { type Act, documentThing } from './act.ts';
import { type DocumentLine, findDocument, foldersOf, inFolder, storedVersion } from './queries.ts';
import { holdDocuments, refuseOverflow } from './quota.ts';
import { indexDocument } from './search-entry.ts';
import { pathOf } from './tree.ts';

export interface InGroup {
  id: string;
  slug: string;
  title: string;
}

/** Far more than anybody finds their way in. */
const mostDocuments = 20_000;

const detailOf = ({ id }: InGroup) => ({ group: id });

/** Adds a file to a folder (null: the top); returns its id. */
export async function sendDocument(
  tx: Db,
  act: Act,
  group: InGroup,
  { folderId, note, file }: { folderId: string | null; note: string; file: ReceivedFile },
): Promise<string> {
  await holdDocuments(tx, group.id);
  await refuseUnknownFolder(tx, group.id, folderId, 'folder');
  await refuseTaken(tx, group.id, { name: file.name, folderId }, 'fichier');
  await refuseOverflow(tx, group.id, file.bytes);
  const { count } = await tx
    .selectFrom('documents')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_id', '=', group.id)
    .executeTakeFirstOrThrow();
  if (count >= mostDocuments)
    throw new Refusal('Ce groupe a trop de fichiers : supprimez-en d’abord.', 'fichier');
  const fileId = await keepFile(tx, file);
  const { id } = await tx
    .insertInto('documents')
    .values({
      group_id: group.id,
      folder_id: folderId,
      name: file.name,
      bytes: file.bytes,
      media_type: file.mediaType,
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('document_versions')
    .values({ document_id: id, number: 1, file_id: fileId, note, created_by: act.by.id, created_at: act.now })
    .execute();
  await indexDocument(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'document.send',
    thing: documentThing({ id, name: file.name }),
    detail: detailOf(group),
  });
  return id;
}

async function refuseUnknownFolder(
  tx: Db,
  groupId: string,
  folderId: string | null,
  field: string,
): Promise<void> {
  if (folderId === null) return;
  const folders = await foldersOf(tx, groupId);
  if (pathOf(folders, folderId).length === 0) throw new Refusal('Choisissez un dossier de la liste.', field);
}

async function refuseTaken(
  tx: Db,
  groupId: string,
  { id, name, folderId }: { id?: string; name: string; folderId: string | null },
  field: string,
): Promise<void> {
  const taken = await inFolder(tx, groupId, folderId)
    .select('id')
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .$if(id !== undefined, (query) => query.where('id', '<>', id ?? ''))
    .executeTakeFirst();
  if (taken) {
    throw new Refusal(
      `Un fichier « ${name} » est déjà dans ce dossier : ouvrez-le pour en ajouter une version, ou donnez un autre nom au vôtre.`,
      field,
    );
  }
}

/** The document, held until the end of the transaction. */
async function holdDocument(tx: Db, groupId: string, id: string): Promise<DocumentLine> {
  await holdDocuments(tx, groupId);
  return found(await findDocument(tx, groupId, id), 'Ce fichier n’existe plus.');
}

/**
 * Adds a version to a document. When another came since the one that the sender had, nothing is lost: the file waits, and its
 * id is returned as `waiting`, for its sender to look at both.
 */
export async function addVersion(
  tx: Db,
  act: Act,
  group: InGroup,
  documentId: string,
  { basedOn, note, file }: { basedOn: number; note: string; file: ReceivedFile },
): Promise<{ waiting: string } | { number: number }> {
  const document = await holdDocument(tx, group.id, documentId);
  if (file.mediaType !== document.mediaType) {
    throw new Refusal(
      `Ce fichier n’est pas du même type (${usualExtension(document.mediaType) || document.mediaType}) : envoyez-le comme un nouveau fichier.`,
      'fichier',
    );
  }
  const newest = found(await storedVersion(tx, documentId, document.newest));
  if (newest.sha256 === file.sha256)
    throw new Refusal('C’est exactement la version que le groupe a déjà.', 'fichier');
  await refuseOverflow(tx, group.id, file.bytes);
  const fileId = await keepFile(tx, file);
  if (document.newest !== basedOn) {
    const { id } = await tx
      .insertInto('document_waiting_versions')
      .values({
        document_id: documentId,
        file_id: fileId,
        note,
        based_on: basedOn,
        created_by: act.by.id,
        created_at: act.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { waiting: id };
  }
  return { number: await appendVersion(tx, act, group, document, { fileId, note, bytes: file.bytes }) };
}

async function appendVersion(
  tx: Db,
  act: Act,
  group: InGroup,
  document: DocumentLine,
  { fileId, note, bytes }: { fileId: string; note: string; bytes: number },
): Promise<number> {
  const number = document.newest + 1;
  await tx
    .insertInto('document_versions')
    .values({
      document_id: document.id,
      number,
      file_id: fileId,
      note,
      created_by: act.by.id,
      created_at: act.now,
    })
    .execute();
  await tx
    .updateTable('documents')
    .set({ newest: number, bytes, updated_at: act.now })
    .where('id', '=', document.id)
    .execute();
  await indexDocument(tx, document.id);
  await record(tx, {
    actor: act.by,
    verb: 'document.add-version',
    thing: documentThing(document),
    detail: { ...detailOf(group), version: String(number) },
  });
  return number;
}

/** Adds the version that waited, after its sender saw `seen`, the newest. Refused when yet another came. */
export async function addWaiting(
  tx: Db,
  act: Act,
  group: InGroup,
  documentId: string,
  waiting: { id: string; fileId: string; note: string; bytes: number },
  seen: number,
): Promise<number> {
  const document = await holdDocument(tx, group.id, documentId);
  if (document.newest !== seen)
    throw new Refusal('Encore une autre version est arrivée : regardez-la avant d’ajouter la vôtre.');
  const gone = await tx
    .deleteFrom('document_waiting_versions')
    .where('id', '=', waiting.id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new Refusal('Cette version a déjà été ajoutée, ou abandonnée.');
  return appendVersion(tx, act, group, document, waiting);
}

/** Gives up a version that waited. */
export async function dropWaiting(tx: Db, waiting: { id: string; fileId: string }): Promise<void> {
  await tx.deleteFrom('document_waiting_versions').where('id', '=', waiting.id).execute();
  await forgetFiles(tx, [waiting.fileId]);
}

/** Renames a document or moves it. Throws Conflict when it is no longer at `version`. */
export async function editDocument(
  tx: Db,
  act: Act,
  group: InGroup,
  { id, version }: { id: string; version: number },
  input: { name: string; folder: string | null },
): Promise<void> {
  const current = await holdDocument(tx, group.id, id);
  if (current.version !== version) {
    const folders = await foldersOf(tx, group.id);
    throw new Conflict(
      'Quelqu’un a renommé ou déplacé ce fichier entre-temps.',
      {
        name: current.name,
        folder: pathOf(folders, current.folderId)
          .map((folder) => folder.name)
          .join(' / '),
      },
      current.version,
    );
  }
  const name = withExtension(input.name, current.mediaType);
  await refuseUnknownFolder(tx, group.id, input.folder, 'folder');
  await refuseTaken(tx, group.id, { id, name, folderId: input.folder }, 'name');
  await tx
    .updateTable('documents')
    .set({ name, folder_id: input.folder, version: version + 1 })
    .where('id', '=', id)
    .execute();
  await indexDocument(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'document.edit',
    thing: documentThing({ id, name }),
    detail: { ...detailOf(group), ...(name !== current.name && { former_label: current.name }) },
  });
}

/** The extension says what the file is, whatever was typed. */
function withExtension(name: string, mediaType: string): string {
  const extension = usualExtension(mediaType);
  const typed = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase();
  const fits = extension === '' || typed === extension || (extension === 'jpg' && typed === 'jpeg');
  return fits ? name : `${name}.${extension}`;
}

/** Makes a draft deliverable that holds the newest version, without sending it again; returns its id. */
export async function makeDeliverable(
  tx: Db,
  act: Act,
  group: InGroup,
  documentId: string,
  title: string,
): Promise<string> {
  const document = await holdDocument(tx, group.id, documentId);
  const stored = found(await storedVersion(tx, documentId, document.newest));
  const fileId = await shareFile(tx, stored.fileId, document.name);
  const deliverableId = await draftFromFile(tx, act, group.id, {
    title,
    file: { id: fileId, name: document.name, mediaType: stored.mediaType, bytes: stored.bytes },
  });
  await tx
    .insertInto('document_deliverables')
    .values({ document_id: documentId, number: document.newest, deliverable_id: deliverableId })
    .execute();
  await record(tx, {
    actor: act.by,
    verb: 'document.make-deliverable',
    thing: documentThing(document),
    detail: { ...detailOf(group), version: String(document.newest) },
  });
  return deliverableId;
}
