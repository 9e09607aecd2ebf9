import { sql } from 'kysely';
import type { Db, DeliverableState, GroupState } from '../../platform/database/index.ts';
import type { Download } from '../../platform/http/index.ts';
import { deletedName } from '../identity/index.ts';
import type { Folder } from './tree.ts';

export const documentsPerPage = 50;

export interface FolderLine extends Folder {
  version: number;
  madeBy: string | null;
}

/** The folders of a group that are not in the bin: a few hundred at most. */
export async function foldersOf(db: Db, groupId: string): Promise<Map<string, FolderLine>> {
  const rows = await db
    .selectFrom('document_folders')
    .select(['id', 'parent_id as parentId', 'name', 'version', 'created_by as madeBy'])
    .where('group_id', '=', groupId)
    .where('deleted_at', 'is', null)
    .orderBy(sql`plain(name)`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface DocumentLine {
  id: string;
  name: string;
  folderId: string | null;
  mediaType: string;
  bytes: number;
  newest: number;
  version: number;
  updatedAt: Date;
  madeBy: string | null;
  madeByName: string | null;
  /** Of what moderation hid, for its author and those who moderate: by which right, and why. */
  hidden: { as: string; reason: string } | null;
}

/** What a folder (null: the top) shows: its names are taken. */
export function inFolder(db: Db, groupId: string, folderId: string | null) {
  return db
    .selectFrom('documents')
    .where('group_id', '=', groupId)
    .where('folder_id', folderId === null ? 'is' : '=', folderId)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null);
}

/** Those that are in their folders. */
function selectDocuments(db: Db, groupId: string) {
  return selectKept(db, groupId).where('d.hidden_at', 'is', null);
}

function selectKept(db: Db, groupId: string) {
  return db
    .selectFrom('documents as d')
    .leftJoin('accounts', 'accounts.id', 'd.created_by')
    .where('d.group_id', '=', groupId)
    .where('d.deleted_at', 'is', null)
    .select([
      'd.id',
      'd.name',
      'd.folder_id as folderId',
      'd.media_type as mediaType',
      'd.bytes',
      'd.newest',
      'd.version',
      'd.updated_at as updatedAt',
      'd.created_by as madeBy',
      'accounts.name as madeByName',
      sql<DocumentLine['hidden']>`case when d.hidden_at is not null then
        json_build_object('as', d.hidden_as, 'reason', d.hidden_reason) end`.as('hidden'),
    ]);
}

export type Sort = 'nom' | 'date' | 'taille';

/** One page of the files of a folder (null: the top), and how many there are, how heavy. */
export async function listDocuments(
  db: Db,
  groupId: string,
  { folderId, sort, page }: { folderId: string | null; sort: Sort; page: number },
): Promise<{ documents: DocumentLine[]; total: number; bytes: number }> {
  const here = selectDocuments(db, groupId).where('d.folder_id', folderId === null ? 'is' : '=', folderId);
  const [documents, { total, bytes }] = await Promise.all([
    here
      .$if(sort === 'date', (query) => query.orderBy('d.updated_at', 'desc'))
      .$if(sort === 'taille', (query) => query.orderBy('d.bytes', 'desc'))
      .orderBy(sql`plain(d.name)`)
      .orderBy('d.id')
      .limit(documentsPerPage)
      .offset((page - 1) * documentsPerPage)
      .execute(),
    db
      .selectFrom(here.as('here'))
      .select((eb) => [
        eb.fn.countAll<number>().as('total'),
        sql<number>`coalesce(sum(here.bytes), 0)::bigint`.as('bytes'),
      ])
      .executeTakeFirstOrThrow(),
  ]);
  return { documents, total, bytes: Number(bytes) };
}

/** How many files lie right in each folder, by its id. */
export async function countByFolder(db: Db, groupId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('documents')
    .select((eb) => ['folder_id', eb.fn.countAll<number>().as('count')])
    .where('group_id', '=', groupId)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .where('folder_id', 'is not', null)
    .groupBy('folder_id')
    .execute();
  return new Map(rows.flatMap(({ folder_id, count }) => (folder_id ? [[folder_id, count]] : [])));
}

/** Null when the group has no such document, has it in its bin, or when moderation hides it. */
export async function findDocument(db: Db, groupId: string, id: string): Promise<DocumentLine | null> {
  const row = await selectDocuments(db, groupId).where('d.id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The same, hidden or not: who reads a hidden one is for the caller to check. */
export async function findKeptDocument(db: Db, groupId: string, id: string): Promise<DocumentLine | null> {
  const row = await selectKept(db, groupId).where('d.id', '=', id).executeTakeFirst();
  return row ?? null;
}

export interface HiddenLine {
  id: string;
  madeBy: string | null;
  hidden: { as: string; reason: string };
}

/** What moderation hides in a folder (null: the top), the last first: where files were, and why, without their names. */
export async function hiddenIn(db: Db, groupId: string, folderId: string | null): Promise<HiddenLine[]> {
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'created_by as madeBy', 'hidden_as', 'hidden_reason'])
    .where('group_id', '=', groupId)
    .where('folder_id', folderId === null ? 'is' : '=', folderId)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is not', null)
    .orderBy('hidden_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ hidden_as, hidden_reason, ...row }) => ({
    ...row,
    hidden: { as: hidden_as ?? '', reason: hidden_reason ?? '' },
  }));
}

/** A document with its group, whichever it is. */
export interface PlacedDocument {
  id: string;
  name: string;
  newest: number;
  /** What was said of its newest version. */
  note: string;
  madeBy: string | null;
  madeByName: string;
  group: { id: string; slug: string; state: GroupState };
  isBinned: boolean;
}

/** In its folder or in the bin, from where it could come back; null once it is gone, or hidden. */
export async function findPlacedDocument(db: Db, id: string): Promise<PlacedDocument | null> {
  const row = await db
    .selectFrom('documents as d')
    .innerJoin('groups', 'groups.id', 'd.group_id')
    .leftJoin('accounts', 'accounts.id', 'd.created_by')
    .leftJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.newest'),
    )
    .where('d.id', '=', id)
    .where('d.hidden_at', 'is', null)
    .select((eb) => [
      'd.id',
      'd.name',
      'd.newest',
      'd.created_by as madeBy',
      'accounts.name as madeByName',
      'v.note',
      'groups.id as groupId',
      'groups.slug',
      'groups.state',
      eb('d.deleted_at', 'is not', null).as('isBinned'),
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { groupId, slug, state, ...document } = row;
  return {
    ...document,
    note: document.note ?? '',
    madeByName: document.madeByName ?? deletedName,
    isBinned: Boolean(document.isBinned),
    group: { id: groupId, slug, state },
  };
}

export interface VersionLine {
  number: number;
  note: string;
  mediaType: string;
  bytes: number;
  createdAt: Date;
  by: string | null;
}

/** The versions of a document, newest first. */
export async function versionsOf(db: Db, documentId: string): Promise<VersionLine[]> {
  return db
    .selectFrom('document_versions as v')
    .innerJoin('stored_files as f', 'f.id', 'v.file_id')
    .leftJoin('accounts', 'accounts.id', 'v.created_by')
    .where('v.document_id', '=', documentId)
    .select([
      'v.number',
      'v.note',
      'f.media_type as mediaType',
      'f.bytes',
      'v.created_at as createdAt',
      'accounts.name as by',
    ])
    .orderBy('v.number', 'desc')
    .limit(500)
    .execute();
}

/** What it takes to send one version; null when there is none of this number. */
export async function storedVersion(
  db: Db,
  documentId: string,
  number: number,
): Promise<(Download & { fileId: string }) | null> {
  const row = await db
    .selectFrom('document_versions as v')
    .innerJoin('stored_files as f', 'f.id', 'v.file_id')
    .where('v.document_id', '=', documentId)
    .where('v.number', '=', number)
    .select(storedColumns)
    .executeTakeFirst();
  return row ?? null;
}

const storedColumns = [
  'f.id as fileId',
  'f.storage_key as storageKey',
  'f.name',
  'f.media_type as mediaType',
  'f.bytes',
  'f.sha256',
] as const;

export interface WaitingVersion extends Download {
  id: string;
  fileId: string;
  note: string;
  basedOn: number;
  createdAt: Date;
}

/** A version that came in too late, for the person who sent it only; null for anybody else. */
export async function findWaiting(
  db: Db,
  { documentId, id, accountId }: { documentId: string; id: string; accountId: string },
): Promise<WaitingVersion | null> {
  const row = await db
    .selectFrom('document_waiting_versions as w')
    .innerJoin('stored_files as f', 'f.id', 'w.file_id')
    .where('w.id', '=', id)
    .where('w.document_id', '=', documentId)
    .where('w.created_by', '=', accountId)
    .select(['w.id', 'w.note', 'w.based_on as basedOn', 'w.created_at as createdAt', ...storedColumns])
    .executeTakeFirst();
  return row ?? null;
}

/** The versions that this person sent too late and has not decided about. */
export async function waitingOf(db: Db, documentId: string, accountId: string): Promise<{ id: string }[]> {
  return db
    .selectFrom('document_waiting_versions')
    .select('id')
    .where('document_id', '=', documentId)
    .where('created_by', '=', accountId)
    .orderBy('created_at')
    .limit(20)
    .execute();
}

/** The deliverables that were made of a document. */
export async function deliverablesOf(
  db: Db,
  documentId: string,
): Promise<{ id: string; title: string; slug: string; state: DeliverableState; number: number }[]> {
  return db
    .selectFrom('document_deliverables as link')
    .innerJoin('deliverables', 'deliverables.id', 'link.deliverable_id')
    .where('link.document_id', '=', documentId)
    .select([
      'deliverables.id',
      'deliverables.title',
      'deliverables.slug',
      'deliverables.state',
      'link.number',
    ])
    .orderBy('link.number', 'desc')
    .limit(50)
    .execute();
}

/** The document that a deliverable was made of, with its address; null for any other, or once it is in the bin. */
export async function originOf(
  db: Db,
  deliverableId: string,
): Promise<{ label: string; href: string } | null> {
  const row = await db
    .selectFrom('document_deliverables as link')
    .innerJoin('documents', 'documents.id', 'link.document_id')
    .innerJoin('groups', 'groups.id', 'documents.group_id')
    .where('link.deliverable_id', '=', deliverableId)
    .where('documents.deleted_at', 'is', null)
    .where('documents.hidden_at', 'is', null)
    .select(['documents.id', 'documents.name', 'link.number', 'groups.slug'])
    .executeTakeFirst();
  return row
    ? {
        label: `${row.name}, version ${row.number}`,
        href: `/espace/groupes/${row.slug}/documents/${row.id}`,
      }
    : null;
}

export interface Binned {
  kind: 'fichiers' | 'dossiers';
  id: string;
  name: string;
  deletedAt: Date;
  deletedBy: string | null;
  by: string | null;
  madeBy: string | null;
}

/** What was put in the bin, the last first; what a folder held is not told apart from it. */
export async function listBin(db: Db, groupId: string): Promise<Binned[]> {
  const { rows } = await sql<Binned>`
    select binned.*, accounts.name as by from (
      select 'fichiers' as kind, id, name, deleted_at as "deletedAt", deleted_by as "deletedBy", created_by as "madeBy"
        from documents where group_id = ${groupId} and deleted_at is not null and hidden_at is null and bin_root = id
      union all
      select 'dossiers', id, name, deleted_at, deleted_by, created_by
        from document_folders where group_id = ${groupId} and deleted_at is not null and bin_root = id
    ) binned left join accounts on accounts.id = binned."deletedBy"
    order by "deletedAt" desc limit 500`.execute(db);
  return rows;
}
