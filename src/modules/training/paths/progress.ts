import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { publishedPaths } from './path.ts';

/** Notes that a person did a step, or did not; told to nobody. */
export async function markStep(
  tx: Db,
  { accountId, pathId, step }: { accountId: string; pathId: string; step: string },
  done: boolean,
  now: Date,
): Promise<void> {
  if (!done) {
    await tx
      .deleteFrom('learning_path_progress')
      .where('account_id', '=', accountId)
      .where('path_id', '=', pathId)
      .where('step', '=', step)
      .execute();
    return;
  }
  await tx
    .insertInto('learning_path_progress')
    .values({ account_id: accountId, path_id: pathId, step, done_at: now })
    .onConflict((conflict) => conflict.constraint('learning_path_progress_once').doNothing())
    .execute();
}

/** The steps that a person did, by path. */
export async function progressOf(db: Db, accountId: string): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('learning_path_progress')
    .select(['path_id', 'step'])
    .where('account_id', '=', accountId)
    .execute();
  const byPath = Map.groupBy(rows, ({ path_id }) => path_id);
  return new Map([...byPath].map(([id, its]) => [id, new Set(its.map(({ step }) => step))]));
}

/** A path that somebody began and did not end. */
export interface Begun {
  slug: string;
  title: string;
  done: number;
  total: number;
}

/** The paths to take up again; only what readers see counts. */
export async function begunPaths(deps: Pick<Deps, 'db' | 'pageCache'>, accountId: string): Promise<Begun[]> {
  const progress = await progressOf(deps.db, accountId);
  if (progress.size === 0) return [];
  const paths = await publishedPaths(deps);
  const wanted = paths.filter(({ id }) => progress.has(id));
  const slugs = wanted.flatMap(({ steps }) => steps.map(({ resource }) => resource));
  const rows =
    slugs.length === 0
      ? []
      : await deps.db
          .selectFrom('resources')
          .select('slug')
          .where('slug', 'in', slugs)
          .where('published', '=', true)
          .execute();
  const shown = new Set(rows.map(({ slug }) => slug));
  return wanted
    .map(({ id, slug, title, steps }) => {
      const its = steps.filter(({ resource }) => shown.has(resource));
      const done = its.filter(({ resource }) => progress.get(id)?.has(resource)).length;
      return { slug, title, done, total: its.length };
    })
    .filter(({ done, total }) => done > 0 && done < total);
}
