import type { Db } from '../../../platform/database/index.ts';
import { askForTexts } from '../../../platform/file-texts/index.ts';
import { forgetFiles, keepFile } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { refuseOverflow } from '../../documents/index.ts';
import { type AttachedFile, mostFiles } from './receiving.ts';

/** Keeps files with a message, after those that it has. Throws Refusal when they are too many, or too heavy for the group. */
export async function attach(
  tx: Db,
  { messageId, groupId }: { messageId: string; groupId: string },
  files: readonly AttachedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const { count, last } = await tx
    .selectFrom('message_attachments')
    .where('message_id', '=', messageId)
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (count + files.length > mostFiles)
    throw new Refusal(`Un message porte ${mostFiles} fichiers au plus : retirez-en.`, 'fichiers');
  await refuseOverflow(tx, groupId, weightOf(files), 'fichiers');
  const kept: string[] = [];
  for (const [index, { file, size }] of files.entries()) {
    const fileId = await keepFile(tx, file);
    kept.push(fileId);
    await tx
      .insertInto('message_attachments')
      .values({
        message_id: messageId,
        group_id: groupId,
        position: last + index + 1,
        file_id: fileId,
        name: file.name,
        width: size?.width ?? null,
        height: size?.height ?? null,
      })
      .execute();
  }
  await askForTexts(tx, kept);
}

/** The files of a thread that moves take room in its new group. */
export async function moveAttachments(tx: Db, threadId: string, groupId: string): Promise<void> {
  await tx
    .updateTable('message_attachments')
    .set({ group_id: groupId })
    .where((eb) =>
      eb(
        'message_id',
        'in',
        eb.selectFrom('messages').select('messages.id').where('messages.thread_id', '=', threadId),
      ),
    )
    .execute();
}

export const weightOf = (files: readonly AttachedFile[]): number =>
  files.reduce((sum, { file }) => sum + file.bytes, 0);

/** Takes these files out of a message. Returns how many it had of them. */
export async function takeOut(tx: Db, messageId: string, positions: readonly number[]): Promise<number> {
  if (positions.length === 0) return 0;
  const rows = await tx
    .deleteFrom('message_attachments')
    .where('message_id', '=', messageId)
    .where('position', 'in', positions)
    .returning('file_id')
    .execute();
  await forget(tx, rows);
  return rows.length;
}

/** Forgets the files of messages that are taken out. */
export async function detach(tx: Db, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const rows = await tx
    .deleteFrom('message_attachments')
    .where('message_id', 'in', messageIds)
    .returning('file_id')
    .execute();
  await forget(tx, rows);
}

const forget = (tx: Db, rows: readonly { file_id: string }[]): Promise<void> =>
  forgetFiles(
    tx,
    rows.map(({ file_id }) => file_id),
  );
