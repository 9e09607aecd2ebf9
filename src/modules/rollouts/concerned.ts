import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { verdictsOf } from '../audience/index.ts';
import { lockRollout, noteStandings, withoutNestedLoops } from './projection.ts';
import { listRollouts, type Rollout } from './rollout.ts';

/** Draws anew, for the rollouts that were not yet drawn from today's territories, which authorities they concern. */
export async function drawConcerned(db: Db): Promise<void> {
  const edition = await db
    .selectFrom('territory_editions')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  const stale = await db
    .selectFrom('rollouts')
    .select('slug')
    .where('concerned_edition', 'is distinct from', edition?.id ?? null)
    .execute();
  const slugs = new Set(stale.map(({ slug }) => slug));
  for (const rollout of await listRollouts(db)) {
    if (!slugs.has(rollout.slug)) continue;
    await db.transaction().execute(async (tx) => {
      await lockRollout(tx, rollout.slug);
      await tx.deleteFrom('rollout_concerned').where('rollout', '=', rollout.slug).execute();
      await insertConcerned(tx, rollout);
      await withoutNestedLoops(tx, Number.POSITIVE_INFINITY, () => noteStandings(tx, rollout.slug, null));
      await tx
        .updateTable('rollouts')
        .set({ concerned_edition: edition?.id ?? null })
        .where('slug', '=', rollout.slug)
        .execute();
    });
  }
}

/**
 * Who is not known to be concerned is not: neither counted, nor asked. Nor are overseas collectivities, whose law is often
 * their own: nothing is claimed there.
 */
async function insertConcerned(tx: Db, { slug, audience, segments }: Rollout): Promise<void> {
  const [concerned, ...within] = [audience, ...segments.map((segment) => segment.audience)].map(
    ({ rule }) => rule,
  );
  if (!concerned) return;
  const cases: RawBuilder<unknown>[] = segments.map(
    (segment, index) => sql`when verdicts[${index + 2}::integer] then ${segment.slug}`,
  );
  await sql`
    insert into rollout_concerned (rollout, authority_id, segment, kind, department_id, region_id, population)
    select ${slug}, id, case ${sql.join(cases, sql` `)} end, kind,
      case when kind = 'departement' then id else department_id end,
      case when kind = 'region' then id else region_id end, population
    from (${verdictsOf([concerned, ...within])}) as decided
    where verdicts[1] and zone <> 'com'`.execute(tx);
}
