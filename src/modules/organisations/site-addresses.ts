import type { Db } from '../../platform/database/index.ts';
import { knownUpdate, type SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('organisations')
    .select(['slug', knownUpdate('organisations').as('changed')])
    .execute();
  return rows.map(({ slug, changed }) => ({ path: `/organismes/${slug}`, changed }));
}
