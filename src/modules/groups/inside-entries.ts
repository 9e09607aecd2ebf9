import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { writeScoped } from '../../platform/search/index.ts';
import { formatDate } from '../../ui/index.ts';

/** Makes the search of the people of the group say what is true of these tasks and their comments now; `which` is a condition on `t`. */
async function indexTasks(tx: Db, which: RawBuilder<unknown>): Promise<void> {
  const from = sql`from plan_tasks t join groups g on g.id = t.group_id`;
  const url = sql`'/espace/groupes/' || g.slug || '/plan/taches/' || t.id`;
  await writeScoped(tx, {
    source: 'task',
    keys: sql`select t.id::text ${from} where ${which}`,
    rows: [
      sql`select t.id::text as key, '' as part, 'task' as kind, t.group_id as scope_id, t.created_by as author_id,
          t.created_at as at, false as has_files, ${url} as url, t.title, null as file_name, t.title as names,
          t.description as body
        ${from} where ${which}`,
      sql`select t.id::text as key, c.id::text as part, 'task' as kind, t.group_id as scope_id, c.author_id,
          c.created_at as at, false as has_files, ${url} || '#commentaire-' || c.id as url, t.title, null as file_name,
          '' as names, c.body
        ${from} join plan_task_comments c on c.task_id = t.id
        where c.deleted_at is null and c.hidden_at is null and ${which}`,
    ],
  });
}

export const indexTask = (tx: Db, id: string): Promise<void> => indexTasks(tx, sql`t.id = ${id}::uuid`);

async function indexProgressPoints(tx: Db, which: RawBuilder<unknown>): Promise<void> {
  const { rows: points } = await sql<{ id: string; onDay: string }>`
    select p.id, p.on_day::text as "onDay" from progress_points p where ${which}`.execute(tx);
  const titles = points.map(({ onDay }) => `Point d’avancement du ${formatDate(onDay)}`);
  await writeScoped(tx, {
    source: 'progress',
    keys: sql`select p.id::text from progress_points p where ${which}`,
    rows: [
      sql`select p.id::text as key, '' as part, 'progress' as kind, p.group_id as scope_id, p.author_id,
          p.created_at as at, false as has_files, '/espace/groupes/' || g.slug || '/avancement' as url,
          given.title, null as file_name, '' as names, p.body
        from unnest(${points.map(({ id }) => id)}::uuid[], ${titles}::text[]) as given (id, title)
        join progress_points p on p.id = given.id join groups g on g.id = p.group_id`,
    ],
  });
}

export const indexProgress = (tx: Db, id: string): Promise<void> =>
  indexProgressPoints(tx, sql`p.id = ${id}::uuid`);

/** All of it again, after what the search keeps of it has changed. */
export async function indexAllWork(tx: Db): Promise<void> {
  await indexTasks(tx, sql`true`);
  await indexProgressPoints(tx, sql`true`);
}

/** Takes out what is said of tasks, comments and points that are gone. */
export async function forgetWorkThatIsGone(tx: Db): Promise<void> {
  await sql`delete from scoped_entries e where source = 'task'
    and not exists (select from plan_tasks where id::text = e.key)`.execute(tx);
  await sql`delete from scoped_entries e where source = 'task' and part <> ''
    and not exists (select from plan_task_comments where id::text = e.part)`.execute(tx);
  await sql`delete from scoped_entries e where source = 'progress'
    and not exists (select from progress_points where id::text = e.key)`.execute(tx);
}
