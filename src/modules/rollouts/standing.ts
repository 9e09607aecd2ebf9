import { sql } from 'kysely';
import type { AssertionSource, Db, StateBasis } from '../../platform/database/index.ts';

/** Where an authority stands in a rollout, today. */
export interface Standing {
  rollout: string;
  /** Slug; null when nothing has begun, or when it is covered by who does not tell. */
  stage: string | null;
  /** Of the stage; 0: nothing has begun; null: covered by who does not tell where it stands. */
  position: number | null;
  blocked: boolean;
  basis: StateBasis;
  source: AssertionSource;
  since: string;
  contradicted: boolean;
  /** What says so. */
  assertionId: number | null;
  coverageId: number | null;
  /** Who does it for it; null unless it is covered. An authority has an id. */
  provider: { id: string | null; name: string } | null;
}

/** Where an authority stands in each rollout, by slug; absent where nobody says. */
export async function standingsOf(db: Db, authorityId: string): Promise<Map<string, Standing>> {
  const rows = await db
    .selectFrom('rollout_states as states')
    .leftJoin('coverages', 'coverages.id', 'states.coverage_id')
    .leftJoin('authorities as providers', 'providers.id', 'coverages.provider_id')
    .select([
      'states.rollout',
      'states.stage',
      'states.position',
      'states.blocked',
      'states.basis',
      'states.source',
      'states.from_day as since',
      'states.contradicted',
      'states.assertion_id as assertionId',
      'states.coverage_id as coverageId',
      'coverages.provider_id',
    ])
    .select(sql<string | null>`coalesce(providers.name, coverages.provider_name)`.as('provider_name'))
    .where('states.authority_id', '=', authorityId)
    .where('states.until_day', 'is', null)
    .execute();
  return new Map(
    rows.map(({ provider_id, provider_name, ...standing }) => [
      standing.rollout,
      { ...standing, provider: provider_name === null ? null : { id: provider_id, name: provider_name } },
    ]),
  );
}

/** The rollouts that concern an authority, by slug, with the segment that it is in. */
export async function concernedBy(
  db: Db,
  authorityId: string,
): Promise<Map<string, { segment: string | null }>> {
  const rows = await db
    .selectFrom('rollout_concerned')
    .select(['rollout', 'segment'])
    .where('authority_id', '=', authorityId)
    .execute();
  return new Map(rows.map(({ rollout, segment }) => [rollout, { segment }]));
}
