import type { Db } from '../../platform/database/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';
import { allPrerequisitePages } from './pages.ts';

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  return (await allPrerequisitePages(db)).map(({ href }) => ({ path: href }));
}
