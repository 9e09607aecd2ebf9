import type { Db } from '../../platform/database/index.ts';
import { knownUpdate, type SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('measures')
    .select(['slug', knownUpdate('agenda').as('changed')])
    .where('published', '=', true)
    .execute();
  return [{ path: '/agenda' }, ...rows.map(({ slug, changed }) => ({ path: `/agenda/${slug}`, changed }))];
}
