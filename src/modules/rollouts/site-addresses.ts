import type { Db } from '../../platform/database/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db.selectFrom('rollouts').select('slug').orderBy('position').execute();
  return [
    { path: '/deploiements' },
    ...rows.flatMap(({ slug }) =>
      ['', '/etapes', '/methode'].map((page) => ({ path: `/deploiements/${slug}${page}` })),
    ),
  ];
}
