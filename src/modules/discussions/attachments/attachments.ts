import type { Db } from '../../../platform/database/index.ts';
import { forgetFiles, keepFile, type ReceivedFile } from '../../../platform/files/index.ts';

/** Keeps files with a message, in this order. */
export async function attach(tx: Db, messageId: string, files: readonly ReceivedFile[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    const fileId = await keepFile(tx, file);
    await tx
      .insertInto('message_attachments')
      .values({ message_id: messageId, position: index + 1, file_id: fileId, name: file.name })
      .execute();
  }
}

/** Forgets the files of messages that are taken out. */
export async function detach(tx: Db, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const rows = await tx
    .deleteFrom('message_attachments')
    .where('message_id', 'in', messageIds)
    .returning('file_id')
    .execute();
  await forgetFiles(
    tx,
    rows.map(({ file_id }) => file_id),
  );
}
