import type { Db } from '../../../platform/database/index.ts';
import type { Download } from '../../../platform/http/index.ts';

/** A file of a message, as its page lists it. */
export interface Attachment {
  position: number;
  name: string;
  mediaType: string;
  bytes: number;
  /** Of an image that the page shows. */
  width: number | null;
  height: number | null;
}

/** The files of each of these messages that has some, in their order. */
export async function attachmentsOf(
  db: Db,
  messageIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('message_attachments as a')
    .innerJoin('stored_files as f', 'f.id', 'a.file_id')
    .where('a.message_id', 'in', messageIds)
    .select([
      'a.message_id',
      'a.position',
      'a.name',
      'f.media_type as mediaType',
      'f.bytes',
      'a.width',
      'a.height',
    ])
    .orderBy('a.message_id')
    .orderBy('a.position')
    .execute();
  return Map.groupBy(rows, ({ message_id }) => message_id);
}

/** One of them, with where its content lies. */
export async function findAttachment(
  db: Db,
  messageId: string,
  position: number,
): Promise<Download | undefined> {
  return db
    .selectFrom('message_attachments as a')
    .innerJoin('stored_files as f', 'f.id', 'a.file_id')
    .where('a.message_id', '=', messageId)
    .where('a.position', '=', position)
    .select(['f.storage_key as storageKey', 'a.name', 'f.media_type as mediaType', 'f.bytes', 'f.sha256'])
    .executeTakeFirst();
}
