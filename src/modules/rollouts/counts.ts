import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { type Looking, type StandingRow, standingsAt } from './looking.ts';
import { listRollouts } from './rollout.ts';

/** How many authorities of one part stand at one place: small groups, to be added up. */
export interface Slice
  extends Pick<
    StandingRow,
    'segment' | 'department_id' | 'region_id' | 'basis' | 'position' | 'blocked' | 'contradicted'
  > {
  authorities: number;
  /** Who lives there; 0 where nobody counted. */
  people: number;
}

async function readSlices(db: Db, rollout: string, looking: Looking): Promise<Slice[]> {
  const { rows } = await sql<Slice>`
    select segment, department_id, region_id, basis, position, blocked, contradicted, count(*)::integer as authorities,
      coalesce(sum(population), 0)::float8 as people
    from ${standingsAt(rollout, looking)} as standings
    group by 1, 2, 3, 4, 5, 6, 7`.execute(db);
  return rows;
}

const today: Looking = { on: null, knownOn: null };

const slicesToday = keptWithContent(async (db) => {
  const rollouts = await listRollouts(db);
  const read = rollouts.map(async ({ slug }) => [slug, await readSlices(db, slug, today)] as const);
  return new Map(await Promise.all(read));
});

/** How many authorities stand where, for a whole rollout. Today's are kept until the content changes. */
export async function slicesOf(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  rollout: string,
  looking: Looking = today,
): Promise<readonly Slice[]> {
  if (looking.on !== null || looking.knownOn !== null) return readSlices(deps.db, rollout, looking);
  return (await slicesToday(deps)).get(rollout) ?? [];
}
