import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { formatFileSize } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import type { Act } from './act.ts';

const megabyte = 1_000_000;

/** What every group has, unless the programme team decides otherwise. */
const usualQuota = 1000 * megabyte;

export interface Room {
  used: number;
  quota: number;
}

/** How much the files of a group weigh, all versions, the bin and those of its messages included, and may weigh. */
export async function roomOf(db: Db, groupId: string): Promise<Room> {
  const { rows } = await sql<{ used: number; quota: number | null }>`
    select
      (select coalesce(sum(f.bytes), 0)::bigint from documents d
         join document_versions v on v.document_id = d.id join stored_files f on f.id = v.file_id
         where d.group_id = ${groupId})
      + (select coalesce(sum(f.bytes), 0)::bigint from documents d
         join document_waiting_versions w on w.document_id = d.id join stored_files f on f.id = w.file_id
         where d.group_id = ${groupId})
      + (select coalesce(sum(f.bytes), 0)::bigint from message_attachments a
         join stored_files f on f.id = a.file_id
         where a.group_id = ${groupId}) as used,
      (select bytes from document_quotas where group_id = ${groupId}) as quota`.execute(db);
  const [row] = rows;
  return { used: Number(row?.used ?? 0), quota: Number(row?.quota ?? usualQuota) };
}

/**
 * Throws Refusal, said of `field`, when so much more would be too much. The group is held until the transaction ends: two at once
 * cannot both fit in the last place.
 */
export async function refuseOverflow(
  tx: Db,
  groupId: string,
  bytes: number,
  field = 'fichier',
): Promise<void> {
  await holdDocuments(tx, groupId);
  const { used, quota } = await roomOf(tx, groupId);
  if (used + bytes <= quota) return;
  throw new Refusal(
    `Il n’y a plus assez de place : les fichiers du groupe pèsent ${formatFileSize(used)} sur ${formatFileSize(quota)}, et il en faudrait ${formatFileSize(bytes)} de plus. Supprimez d’anciens fichiers, ou demandez plus de place à l’équipe du programme.`,
    field,
  );
}

/** Gives a group more room, or less: what is there already stays. */
export async function setQuota(
  tx: Db,
  { by }: Act,
  group: { id: string; title: string },
  megabytes: number,
): Promise<void> {
  const bytes = megabytes * megabyte;
  await tx
    .insertInto('document_quotas')
    .values({ group_id: group.id, bytes })
    .onConflict((conflict) => conflict.constraint('document_quotas_once').doUpdateSet({ bytes }))
    .execute();
  await record(tx, {
    actor: by,
    verb: 'document.set-quota',
    thing: { type: 'group', id: group.id, label: group.title },
    detail: { quota: formatFileSize(bytes) },
  });
}

export const inMegabytes = (bytes: number): number => Math.round(bytes / megabyte);

/** One person at a time changes the folders and the weight of a group. */
export async function holdDocuments(tx: Db, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`documents:${groupId}`}, 0))`.execute(tx);
}
