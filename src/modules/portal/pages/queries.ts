import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DB, Db, PageKind } from '../../../platform/database/index.ts';
import { pageState, stateOf } from './page-state.ts';
import { withoutSlash } from './permalink.ts';

export interface Illustration {
  path: string;
  alt: string;
  width: number;
  height: number;
}

/**
 * When the text was last written. What an import or the start-up content brought is as old as it says it is, however
 * late it came in; null when it does not say.
 */
export const writtenAt = sql<Date | null>`case
  when (select v.origin from page_versions v where v.page_id = pages.id and v.version = pages.version)
    in ('content', 'jekyll') then (pages.dated_on + time '12:00') at time zone 'UTC'
  else pages.updated_at end`;

/** The page at an address, with or without its last slash; drafts only for those who write them. */
export async function findByPermalink(db: Db, path: string, options: { drafts: boolean }) {
  let query = db
    .selectFrom('pages')
    .leftJoin('page_images', 'page_images.path', 'pages.illustration')
    .selectAll('pages')
    .select(['page_images.width', 'page_images.height', writtenAt.as('written_at')])
    .where((eb) => eb(eb.fn('rtrim', ['permalink', eb.val('/')]), '=', withoutSlash(path)));
  if (!options.drafts) query = query.where('published', '=', true);
  const row = await query.executeTakeFirst();
  if (!row) return null;
  const { width, height, illustration, illustration_alt: alt } = row;
  // An imported page may name an image that nobody brought: it shows without.
  const image: Illustration | null =
    illustration !== null && width !== null && height !== null
      ? { path: illustration, alt, width, height }
      : null;
  return { ...row, image };
}

/** Where the page that once had this address is now; only addresses that the public could know. */
export async function findMovedPage(db: Db, path: string): Promise<string | null> {
  const row = await db
    .selectFrom('page_versions')
    .innerJoin('pages', 'pages.id', 'page_versions.page_id')
    .select('pages.permalink')
    .where(sql<string>`rtrim(page_versions.content ->> 'permalink', '/')`, '=', withoutSlash(path))
    .where(sql<string>`page_versions.content ->> 'published'`, '=', 'true')
    .where('pages.published', '=', true)
    .orderBy('page_versions.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.permalink ?? null;
}

export interface NewsItem {
  id: string;
  title: string;
  permalink: string;
  summary: string;
  dated_on: string;
  written_at: Date;
  to_verify: boolean;
}

/** Published news, newest first. */
export async function listNews(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ items: NewsItem[]; total: number }> {
  const published = db.selectFrom('pages').where('kind', '=', 'news').where('published', '=', true);
  const [items, count] = await Promise.all([
    published
      .select(['id', 'title', 'permalink', 'summary', 'to_verify', writtenAt.$notNull().as('written_at')])
      .select((eb) => eb.ref('dated_on').$notNull().as('dated_on'))
      .orderBy('dated_on', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute(),
    published.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { items, total: count.total };
}

/** Bodies too, for the feed. */
export async function newsForFeed(db: Db, limit: number) {
  return db
    .selectFrom('pages')
    .select(['title', 'permalink', 'summary', 'body', writtenAt.$notNull().as('written_at')])
    .select((eb) => eb.ref('dated_on').$notNull().as('dated_on'))
    .where('kind', '=', 'news')
    .where('published', '=', true)
    .orderBy('dated_on', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface PageFilter {
  kind?: PageKind;
  published?: boolean;
  text?: string;
}

/** Every page, drafts too, for those who write them: last changed first. */
export async function listPages(db: Db, filter: PageFilter & { limit: number; offset: number }) {
  const matching = (eb: ExpressionBuilder<DB, 'pages'>): Expression<SqlBool> => {
    const tests: Expression<SqlBool>[] = [];
    if (filter.kind) tests.push(eb('kind', '=', filter.kind));
    if (filter.published !== undefined) tests.push(eb('published', '=', filter.published));
    if (filter.text) {
      tests.push(
        sql<boolean>`position(plain(${filter.text}) in plain(pages.title || ' ' || pages.permalink)) > 0`,
      );
    }
    return eb.and(tests);
  };
  const [items, count] = await Promise.all([
    db
      .selectFrom('pages')
      .leftJoin('page_versions', (join) =>
        join
          .onRef('page_versions.page_id', '=', 'pages.id')
          .onRef('page_versions.version', '=', 'pages.version'),
      )
      .leftJoin('accounts', 'accounts.id', 'page_versions.actor_id')
      .select([
        'pages.id',
        'pages.kind',
        'pages.title',
        'pages.permalink',
        'pages.published',
        'pages.menu_title',
        'pages.menu_weight',
        'pages.dated_on',
        'pages.updated_at',
        'accounts.name as author',
        'page_versions.origin',
      ])
      .where(matching)
      .orderBy('pages.updated_at', 'desc')
      .orderBy('pages.title')
      .limit(filter.limit)
      .offset(filter.offset)
      .execute(),
    db
      .selectFrom('pages')
      .where(matching)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { items, total: count.total };
}

export async function findPage(db: Db, id: string) {
  const row = await db.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { id: row.id, version: row.version, updatedAt: row.updated_at, state: stateOf(row) } : null;
}

export async function listVersions(db: Db, id: string) {
  return db
    .selectFrom('page_versions')
    .leftJoin('accounts', 'accounts.id', 'page_versions.actor_id')
    .select(['page_versions.version', 'page_versions.at', 'page_versions.origin', 'accounts.name as author'])
    .where('page_id', '=', id)
    .orderBy('version', 'desc')
    .execute();
}

export async function findVersion(db: Db, id: string, version: number) {
  const row = await db
    .selectFrom('page_versions')
    .select(['content', 'at', 'version'])
    .where('page_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { version: row.version, at: row.at, state: pageState.parse(row.content) } : null;
}
