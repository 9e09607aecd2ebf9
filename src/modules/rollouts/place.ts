import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { found, notFound } from '../../platform/http/index.ts';
import { kindAtSegment, type Placed, placedAuthorities } from '../territories/index.ts';
import type { RolloutPlaceAddress } from './place-schemas.ts';
import { type Rollout, rolloutAt } from './rollout.ts';

/** One authority in one rollout. */
export interface RolloutPlace extends Placed {
  rollout: Rollout;
  /** Whether the rollout concerns it, and in which segment. */
  concerned: { segment: string | null } | null;
}

/** What an address names; refuses what does not exist. */
export async function rolloutPlaceAt(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  { slug, segment, code }: RolloutPlaceAddress,
): Promise<RolloutPlace> {
  const rollout = await rolloutAt(deps, slug);
  const kind = kindAtSegment(segment);
  if (!kind) notFound();
  const id = `${kind}:${code}`;
  const [placed, concerned] = await Promise.all([
    placedAuthorities(deps.db, [id]),
    concernedIn(deps.db, rollout.slug, id),
  ]);
  return { rollout, concerned, ...found(placed.get(id), 'Aucune collectivité ne porte ce code.') };
}

async function concernedIn(db: Db, rollout: string, authorityId: string) {
  const row = await db
    .selectFrom('rollout_concerned')
    .select('segment')
    .where('rollout', '=', rollout)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst();
  return row ?? null;
}
