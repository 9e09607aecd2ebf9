import type { Db } from '../../platform/database/index.ts';
import { knownUpdate, type SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('deliverables')
    .select(['slug', knownUpdate('deliverables').as('changed')])
    .where('state', '=', 'published')
    .execute();
  return [
    { path: '/livrables' },
    ...rows.map(({ slug, changed }) => ({ path: `/livrables/${slug}`, changed })),
  ];
}
