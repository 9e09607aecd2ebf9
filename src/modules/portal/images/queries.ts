import { type RawBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
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

/** An image that the programme team put on the site. */
export interface SiteImage {
  fileId: string;
  path: string;
  /** As the file was called when it was sent. */
  name: string;
  bytes: number;
  width: number;
  height: number;
  addedAt: Date;
  /** The pages that show it now. */
  pages: { id: string; title: string }[];
  /** True when a page shows it, or did in a version that could be restored. */
  shown: boolean;
}

/** Where an image appears: in a text, or as its illustration. */
const appears = (path: RawBuilder<unknown>, body: RawBuilder<unknown>, illustration: RawBuilder<unknown>) =>
  sql<boolean>`(${illustration} = ${path} or strpos(${body}, ${path}) > 0)`;
const inPage = (path: RawBuilder<unknown>) =>
  appears(path, sql.ref('pages.body'), sql.ref('pages.illustration'));
const inVersion = (path: RawBuilder<unknown>) =>
  appears(path, sql`page_versions.content ->> 'body'`, sql`page_versions.content ->> 'illustration'`);

function selectImages(db: Db) {
  const path = sql.ref('page_images.path');
  return db
    .selectFrom('page_images')
    .innerJoin('stored_files', 'stored_files.id', 'page_images.file_id')
    .select((eb) => [
      'page_images.file_id as fileId',
      'page_images.path',
      'page_images.width',
      'page_images.height',
      'page_images.added_at as addedAt',
      'stored_files.name',
      'stored_files.bytes',
      jsonArrayFrom(
        eb
          .selectFrom('pages')
          .select(['id', 'title'])
          .where(inPage(path))
          .orderBy(sql`plain(title)`)
          .limit(20),
      ).as('pages'),
      eb
        .exists(eb.selectFrom('page_versions').select(sql`1`.as('one')).where(inVersion(path)))
        .$castTo<boolean>()
        .as('shown'),
    ]);
}

/** The images of the site, the last added first. */
export async function listImages(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ items: SiteImage[]; total: number }> {
  const [items, { total }] = await Promise.all([
    selectImages(db)
      .orderBy('page_images.added_at', 'desc')
      .orderBy('page_images.path')
      .limit(limit)
      .offset(offset)
      .execute(),
    db
      .selectFrom('page_images')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { items, total };
}

/** Null when no image of the site is this file. */
export async function findSiteImage(db: Db, fileId: string): Promise<SiteImage | null> {
  return (await selectImages(db).where('page_images.file_id', '=', fileId).executeTakeFirst()) ?? null;
}

/** Where imported pages look for images that nobody has brought yet. */
export async function missingImages(db: Db): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select distinct found.path[1] as path
    from pages
    cross join lateral regexp_matches(
      concat_ws(' ', pages.body, pages.illustration),
      '/uploads/[^[:space:]?#\\<>"()]+[.](?:png|jpe?g|webp)', 'gi') found(path)
    where not exists (select from page_images where page_images.path = found.path[1])
    order by path
    limit 100`.execute(db);
  return rows.map(({ path }) => path);
}
