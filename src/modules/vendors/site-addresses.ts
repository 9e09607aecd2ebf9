import type { Db } from '../../platform/database/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db.selectFrom('vendors').select('slug').where('demonstration', '=', false).execute();
  return [{ path: '/editeurs' }, ...rows.map(({ slug }) => ({ path: `/editeurs/${slug}` }))];
}
