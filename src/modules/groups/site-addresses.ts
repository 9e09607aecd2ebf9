import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { knownChange, type SiteAddress } from '../../platform/site-addresses.ts';

/** The last change of a group, of its plan or of its progress. */
const groupChange = sql<Date | null>`greatest(${sql.join(
  [
    sql<Date>`updated_at`,
    sql<Date | null>`(select max(updated_at) from progress_points where group_id = groups.id)`,
    sql<Date | null>`(select max(updated_at) from plan_steps where group_id = groups.id)`,
    sql<Date | null>`(select max(recorded_at) from group_life_changes where group_id = groups.id)`,
  ].map((moment) => knownChange(moment, 'groups')),
)})`;

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const rows = await db
    .selectFrom('groups')
    .select(['slug', groupChange.as('changed')])
    .execute();
  return [{ path: '/groupes' }, ...rows.map(({ slug, changed }) => ({ path: `/groupes/${slug}`, changed }))];
}
