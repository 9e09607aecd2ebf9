import type { Db } from '../../../platform/database/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';

/** The groups at work, those that moved last first, each with what it last said. */
export async function groupsAtWork(db: Db, limit: number) {
  const groups = await db
    .selectFrom('groups')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('progress_points')
          .select(['on_day', 'weather', 'body'])
          .whereRef('progress_points.group_id', '=', 'groups.id')
          .orderBy('on_day', 'desc')
          .orderBy('created_at', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['groups.slug', 'groups.number', 'groups.title', 'groups.objective', 'groups.state'])
    .select(['last.on_day', 'last.weather', 'last.body'])
    .where('groups.state', 'in', ['active', 'paused'])
    .orderBy('last.on_day', (order) => order.desc().nullsLast())
    .orderBy('groups.number')
    .limit(limit)
    .execute();
  return groups.map(({ on_day, weather, body, objective, ...group }) => ({
    ...group,
    objective: excerpt(objective, 140),
    progress:
      on_day !== null && weather !== null && body !== null
        ? { on: on_day, weather, words: excerpt(body, 140) }
        : null,
  }));
}

export async function countGroups(db: Db): Promise<number> {
  const row = await db
    .selectFrom('groups')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('state', '<>', 'proposed')
    .executeTakeFirstOrThrow();
  return row.total;
}

export async function latestDeliverables(db: Db, limit: number) {
  return db
    .selectFrom('deliverables')
    .leftJoin('groups', 'groups.id', 'deliverables.group_id')
    .select(['deliverables.slug', 'deliverables.title', 'deliverables.published_on', 'groups.title as group'])
    .where('deliverables.state', '=', 'published')
    .orderBy('deliverables.published_on', (order) => order.desc().nullsLast())
    .orderBy('deliverables.published_at', (order) => order.desc().nullsLast())
    .orderBy('deliverables.title')
    .limit(limit)
    .execute();
}
