import type { Db } from '../../platform/database/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';

/** The public registers that hold something, and each decision in them. */
export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('groups', 'groups.id', 'decisions.group_id')
    .select(['groups.slug', 'decisions.number', 'decisions.updated_at as changed'])
    .where('is_public', '=', true)
    .orderBy('groups.slug')
    .orderBy('decisions.number')
    .execute();
  return [
    ...[...new Set(rows.map(({ slug }) => slug))].map((slug) => ({ path: `/groupes/${slug}/decisions` })),
    ...rows.map(({ slug, number, changed }) => ({ path: `/groupes/${slug}/decisions/${number}`, changed })),
  ];
}
