import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { perSitemap, type SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('surveys')
    .select(['slug', sql<boolean>`shared <> '[]'`.as('has_results')])
    .where('state', '<>', 'draft')
    .where('demonstration', '=', false)
    .limit(perSitemap)
    .execute();
  return [
    { path: '/enquetes' },
    ...rows.flatMap(({ slug, has_results }) => [
      { path: `/enquetes/${slug}` },
      ...(has_results ? [{ path: `/enquetes/${slug}/resultats` }] : []),
    ]),
  ];
}
