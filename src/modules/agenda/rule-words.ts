import { sql } from 'kysely';
import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { type Flag, listFlags, type Vocabulary } from '../audience/index.ts';

/** What the rules of the agenda name by a code, in words; and what their territories lie in. */
export interface RuleWords extends Vocabulary {
  flags: ReadonlyMap<string, Flag>;
  /** Ids of all that each named territory lies in. */
  places: ReadonlyMap<string, readonly string[]>;
}

const named = (table: 'measures' | 'measure_milestones') =>
  sql`select jsonb_path_query(audience, '$.**.within[*]') #>> '{}' from ${sql.table(table)}`;

/** Kept in memory while the content does not change. */
export const ruleWords: (from: Pick<Deps, 'db' | 'pageCache'>) => Promise<RuleWords> = keptWithContent(
  async (db) => {
    const [flags, territories] = await Promise.all([
      listFlags(db),
      db
        .selectFrom('authorities')
        .select(['id', 'name', 'ancestors'])
        .where(sql<boolean>`id in (${named('measures')} union ${named('measure_milestones')})`)
        .execute(),
    ]);
    return {
      flags,
      territories: new Map(territories.map(({ id, name }) => [id, name])),
      places: new Map(territories.map(({ id, ancestors }) => [id, ancestors])),
    };
  },
);
