import type { Db, StateBasis } from '../../platform/database/index.ts';
import { type Authority, type AuthoritySummary, similarAuthorities } from '../territories/index.ts';

/** An authority like another, with where it stands: nulls when nobody says. */
export interface Peer {
  authority: AuthoritySummary;
  basis: StateBasis | null;
  position: number | null;
  since: string | null;
}

const mostPeers = 6;

/**
 * Those of the same kind and région with the nearest number of people, by rollout, the nearest first. Only those that the rollout
 * concerns.
 */
export async function peersOf(db: Db, authority: Authority): Promise<Map<string, Peer[]>> {
  const similar = await similarAuthorities(db, authority, mostPeers);
  const rows = await db
    .selectFrom('rollout_concerned')
    .select(['rollout', 'authority_id', 'basis', 'position', 'since'])
    .where(
      'authority_id',
      'in',
      similar.map(({ id }) => id),
    )
    .$if(similar.length === 0, (query) => query.where((eb) => eb.lit(false)))
    .execute();
  const byRollout = Map.groupBy(rows, ({ rollout }) => rollout);
  return new Map(
    [...byRollout].map(([rollout, noted]) => [
      rollout,
      similar.flatMap((one) => {
        const found = noted.find(({ authority_id }) => authority_id === one.id);
        return found
          ? [{ authority: one, basis: found.basis, position: found.position, since: found.since }]
          : [];
      }),
    ]),
  );
}
