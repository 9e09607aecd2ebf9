import type { Db } from '../../../platform/database/index.ts';

export async function findImage(db: Db, path: string) {
  const row = await db
    .selectFrom('page_images')
    .innerJoin('stored_files', 'stored_files.id', 'page_images.file_id')
    .select(['storage_key', 'sha256', 'media_type', 'bytes'])
    .where('path', '=', path)
    .executeTakeFirst();
  return row ?? null;
}
