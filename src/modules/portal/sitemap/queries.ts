import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { perSitemap, type SiteAddress } from '../../../platform/site-addresses.ts';
import { allPrerequisitePages } from '../../prerequisites/index.ts';
import { authorityUrl } from '../../territories/index.ts';

export async function countAuthorities(db: Db): Promise<number> {
  const row = await db
    .selectFrom('authorities')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** One part of the authorities, from 1. */
export async function authorityAddresses(db: Db, part: number): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('authorities')
    .select(['kind', 'code'])
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(perSitemap)
    .offset((part - 1) * perSitemap)
    .execute();
  return rows.map((row) => ({ path: authorityUrl(row) }));
}

/** What the site map page lists. */
export async function siteMap(db: Db) {
  const [pages, groups, prerequisites, news] = await Promise.all([
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'page')
      .orderBy('menu_weight', (order) => order.asc().nullsLast())
      .orderBy(sql`plain(title)`)
      .execute(),
    db.selectFrom('groups').select(['title', 'slug']).orderBy('number').orderBy(sql`plain(title)`).execute(),
    allPrerequisitePages(db),
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'news')
      .orderBy('dated_on', 'desc')
      .limit(20)
      .execute(),
  ]);
  return { pages, groups, prerequisites, news };
}
