import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { authorityUrl } from '../../territories/index.ts';

/** A sitemap holds 50,000 addresses at most. */
export const perSitemap = 40_000;

export interface Address {
  path: string;
  changed?: Date;
}

/** Everything public but the authorities, which are too many. */
export async function contentAddresses(db: Db): Promise<Address[]> {
  const [pages, groups, deliverables, organisations] = await Promise.all([
    db.selectFrom('pages').select(['permalink', 'updated_at']).where('published', '=', true).execute(),
    db.selectFrom('groups').select(['slug', 'updated_at']).execute(),
    db.selectFrom('deliverables').select(['slug', 'updated_at']).where('state', '=', 'published').execute(),
    db.selectFrom('organisations').select(['slug', 'updated_at']).execute(),
  ]);
  return [
    ...['/', '/collectivites', '/groupes', '/livrables', '/actualites'].map((path) => ({ path })),
    ...pages.map((row) => ({ path: encodeURI(row.permalink), changed: row.updated_at })),
    ...groups.map((row) => ({ path: `/groupes/${row.slug}`, changed: row.updated_at })),
    ...deliverables.map((row) => ({ path: `/livrables/${row.slug}`, changed: row.updated_at })),
    ...organisations.map((row) => ({ path: `/organismes/${row.slug}`, changed: row.updated_at })),
  ];
}

export async function countAuthorities(db: Db): Promise<number> {
  const row = await db
    .selectFrom('authorities')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** One part of the authorities, from 1. */
export async function authorityAddresses(db: Db, part: number): Promise<Address[]> {
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
  const [pages, groups, news] = await Promise.all([
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'page')
      .orderBy('menu_weight', (order) => order.asc().nullsLast())
      .orderBy(sql`plain(title)`)
      .execute(),
    db.selectFrom('groups').select(['title', 'slug']).orderBy('number').orderBy(sql`plain(title)`).execute(),
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'news')
      .orderBy('dated_on', 'desc')
      .limit(20)
      .execute(),
  ]);
  return { pages, groups, news };
}
