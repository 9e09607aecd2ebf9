import type { Db } from '../../platform/database/index.ts';
import { knownUpdate, perSitemap, type SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const [charters, signatories] = await Promise.all([
    db
      .selectFrom('charters')
      .select(['slug', knownUpdate('charters').as('changed')])
      .execute(),
    db
      .selectFrom('charter_signatures')
      .select(['charter', 'slug', 'published_at as changed'])
      .where('slug', 'is not', null)
      .limit(perSitemap)
      .execute(),
  ]);
  return [
    { path: '/chartes' },
    ...charters.flatMap(({ slug, changed }) => [
      { path: `/chartes/${slug}`, changed },
      { path: `/chartes/${slug}/signataires` },
    ]),
    ...signatories.map(({ charter, slug, changed }) => ({
      path: `/chartes/${charter}/signataires/${slug}`,
      changed,
    })),
  ];
}
