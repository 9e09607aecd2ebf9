import type { Db } from '../../platform/database/index.ts';
import { perSitemap, type SiteAddress } from '../../platform/site-addresses.ts';
import { catalogueSlugs } from './catalogues.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const [resources, selections] = await Promise.all([
    db
      .selectFrom('resources')
      .select(['catalogue', 'slug', 'updated_at as changed'])
      .where('published', '=', true)
      .limit(perSitemap)
      .execute(),
    db
      .selectFrom('selections')
      .select(['slug', 'updated_at as changed'])
      .where('published', '=', true)
      .limit(perSitemap)
      .execute(),
  ]);
  return [
    ...['/catalogues', '/urgence-cyber', '/selections'].map((path) => ({ path })),
    ...catalogueSlugs.flatMap((slug) => [
      { path: `/catalogues/${slug}` },
      { path: `/catalogues/${slug}/guide` },
    ]),
    ...resources.map(({ catalogue, slug, changed }) => ({
      path: `/catalogues/${catalogue}/${slug}`,
      changed,
    })),
    ...selections.map(({ slug, changed }) => ({ path: `/selections/${slug}`, changed })),
  ];
}
