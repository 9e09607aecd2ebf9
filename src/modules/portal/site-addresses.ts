import type { Db } from '../../platform/database/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';
import { writtenAt } from './pages/queries.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('pages')
    .select(['permalink', writtenAt.as('changed')])
    .where('published', '=', true)
    .execute();
  return [
    ...['/', '/collectivites', '/actualites'].map((path) => ({ path })),
    ...rows.map(({ permalink, changed }) => ({ path: encodeURI(permalink), changed })),
  ];
}
