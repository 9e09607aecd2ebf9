import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { type Flag, listFlags, readStages, type Stages, type Vocabulary } from '../audience/index.ts';

/** What the rules of the agenda name by a code, in words; and what their territories lie in. */
export interface RuleWords extends Vocabulary {
  flags: ReadonlyMap<string, Flag>;
  /** Ids of all that each named territory lies in. */
  places: ReadonlyMap<string, readonly string[]>;
  /** Where authorities stand with the stages that these rules ask. */
  reachedBy: Stages['reachedBy'];
}

const named = (table: 'measures' | 'measure_milestones') =>
  sql`select jsonb_path_query(audience, '$.**.within[*]') #>> '{}' from ${sql.table(table)}`;

async function stagesAsked(db: Db): Promise<{ rollout: string; reached: string }[]> {
  const { rows } = await sql<{ rollout: string; reached: string }>`
    select distinct asked ->> 'rollout' as rollout, asked ->> 'reached' as reached
    from (
      select jsonb_path_query(audience, '$.**.stage') as asked from measures
      union all
      select jsonb_path_query(audience, '$.**.stage') from measure_milestones
    ) as all_asked
    where jsonb_typeof(asked) = 'object'`.execute(db);
  return rows;
}

/** Kept in memory while the content does not change. */
export const ruleWords: (from: Pick<Deps, 'db' | 'pageCache'>) => Promise<RuleWords> = keptWithContent(
  async (db) => {
    const [flags, territories, stages] = await Promise.all([
      listFlags(db),
      db
        .selectFrom('authorities')
        .select(['id', 'name', 'ancestors'])
        .where(sql<boolean>`id in (${named('measures')} union ${named('measure_milestones')})`)
        .execute(),
      stagesAsked(db).then((asked) => readStages(db, asked)),
    ]);
    return {
      flags,
      territories: new Map(territories.map(({ id, name }) => [id, name])),
      places: new Map(territories.map(({ id, ancestors }) => [id, ancestors])),
      stages: stages.names,
      reachedBy: stages.reachedBy,
    };
  },
);
