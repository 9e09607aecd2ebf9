import { type SqlBool, sql } from 'kysely';
import type { Db, StepState } from '../../../platform/database/index.ts';
import { type Owner, ownerColumns, ownerOf } from './owner.ts';

export interface PlanTask {
  id: string;
  title: string;
  state: StepState;
  dueOn: string | null;
  owner: Owner | null;
  step: { id: string; title: string } | null;
  comments: number;
  /** The last time that somebody asked the owner how far it is. */
  askedAt: Date | null;
}

/** A task with all that its page shows. */
export interface WholeTask extends PlanTask {
  /** In Markdown. */
  description: string;
  /** Where it was decided. */
  source: { url: string; label: string } | null;
  askedBy: string | null;
  createdAt: Date;
  createdBy: string | null;
  version: number;
}

/** What the address of the list and of the board may narrow them by. */
export interface TaskFilter {
  /** Of this person, and of their organisation. */
  mine?: { id: string; organisation: string | null };
  /** As `ownerValue` writes it; `personne` for tasks that nobody has taken. */
  owner?: string;
  state?: StepState;
  /** The id of a step; `aucune` for tasks outside of them. */
  step?: string;
  late?: boolean;
}

export const nobody = 'personne';
export const noStep = 'aucune';
export const tasksPerPage = 50;

function selectTasks(db: Db, groupId: string) {
  return db
    .selectFrom('plan_tasks')
    .leftJoin('plan_steps', 'plan_steps.id', 'plan_tasks.step_id')
    .leftJoin('organisations', 'organisations.slug', 'plan_tasks.owner_organisation_slug')
    .leftJoin('accounts', 'accounts.id', 'plan_tasks.owner_account_id')
    .where('plan_tasks.group_id', '=', groupId)
    .select((eb) => [
      'plan_tasks.id',
      'plan_tasks.title',
      'plan_tasks.state',
      'plan_tasks.due_on',
      'plan_tasks.asked_at',
      'plan_tasks.version',
      'plan_steps.id as step_id',
      'plan_steps.title as step_title',
      ...ownerColumns,
      eb
        .selectFrom('plan_task_comments')
        .whereRef('plan_task_comments.task_id', '=', 'plan_tasks.id')
        .where('plan_task_comments.deleted_at', 'is', null)
        .where('plan_task_comments.hidden_at', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('comments'),
    ]);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['executeTakeFirstOrThrow']>>;

function toTask(row: TaskRow): PlanTask {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    dueOn: row.due_on,
    owner: ownerOf(row),
    step: row.step_id ? { id: row.step_id, title: row.step_title ?? '' } : null,
    comments: row.comments ?? 0,
    askedAt: row.asked_at,
  };
}

function filtered(db: Db, groupId: string, filter: TaskFilter, today: string) {
  return selectTasks(db, groupId)
    .$if(filter.mine !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('plan_tasks.owner_account_id', '=', filter.mine?.id ?? null),
          ...(filter.mine?.organisation
            ? [eb('plan_tasks.owner_organisation_slug', '=', filter.mine.organisation)]
            : []),
        ]),
      ),
    )
    .$if(filter.owner !== undefined, (query) => query.where(ownedBy(filter.owner ?? '')))
    .$if(filter.state !== undefined, (query) => query.where('plan_tasks.state', '=', filter.state ?? 'todo'))
    .$if(filter.step !== undefined, (query) =>
      filter.step === noStep
        ? query.where('plan_tasks.step_id', 'is', null)
        : query.where('plan_tasks.step_id', '=', filter.step ?? null),
    )
    .$if(filter.late === true, (query) => query.where(isLateSql(today)));
}

const isLateSql = (today: string) =>
  sql<SqlBool>`plan_tasks.due_on < ${today}::date and plan_tasks.state in ('todo', 'doing')`;

function ownedBy(value: string) {
  if (value === nobody)
    return sql<SqlBool>`plan_tasks.owner_account_id is null and plan_tasks.owner_organisation_slug is null`;
  const [kind, key = ''] = value.split(':');
  return kind === 'organisme'
    ? sql<SqlBool>`plan_tasks.owner_organisation_slug = ${key}`
    : sql<SqlBool>`plan_tasks.owner_account_id::text = ${key}`;
}

/** What must be done first comes first: open tasks by their day, then what is over, the last changed first. */
export async function listTasks(
  db: Db,
  groupId: string,
  { filter, today, page }: { filter: TaskFilter; today: string; page: number },
): Promise<{ tasks: PlanTask[]; total: number }> {
  const found = filtered(db, groupId, filter, today);
  const [rows, { total }] = await Promise.all([
    found
      .orderBy(sql`plan_tasks.state in ('done', 'dropped')`)
      .orderBy(sql`case when plan_tasks.state in ('todo', 'doing') then plan_tasks.due_on end`, (order) =>
        order.asc().nullsLast(),
      )
      .orderBy(sql`case when plan_tasks.state in ('done', 'dropped') then plan_tasks.state_since end`, 'desc')
      .orderBy('plan_tasks.created_at')
      .limit(tasksPerPage)
      .offset((page - 1) * tasksPerPage)
      .execute(),
    db
      .selectFrom(found.as('found'))
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { tasks: rows.map(toTask), total };
}

/** How many tasks a column of the board shows; the list has the others. */
const perColumn = 30;

export interface Column {
  state: StepState;
  tasks: PlanTask[];
  total: number;
}

/** The columns of the board, each with its first tasks and how many it holds. */
export async function listColumns(
  db: Db,
  groupId: string,
  { filter, today }: { filter: TaskFilter; today: string },
): Promise<Column[]> {
  const ranked = filtered(db, groupId, filter, today)
    .select([
      sql<number>`row_number() over (partition by plan_tasks.state order by
        case when plan_tasks.state in ('todo', 'doing') then plan_tasks.due_on end nulls last,
        case when plan_tasks.state in ('done', 'dropped') then plan_tasks.state_since end desc,
        plan_tasks.created_at)`.as('place'),
      sql<number>`count(*) over (partition by plan_tasks.state)`.as('total'),
    ])
    .as('ranked');
  const rows = await db
    .selectFrom(ranked)
    .selectAll()
    .where('place', '<=', perColumn)
    .orderBy('place')
    .execute();
  return (['todo', 'doing', 'done', 'dropped'] as const).map((state) => {
    const its = rows.filter((row) => row.state === state);
    return { state, tasks: its.map(toTask), total: its[0]?.total ?? 0 };
  });
}

/** The open tasks of each step, by its id: what the plan shows under its steps. At most a few hundred. */
export async function openTasksBySteps(
  db: Db,
  groupId: string,
): Promise<{ byStep: Map<string, PlanTask[]>; counts: Map<string, { done: number; all: number }> }> {
  const [rows, counts] = await Promise.all([
    selectTasks(db, groupId)
      .where('plan_tasks.state', 'in', ['todo', 'doing'])
      .orderBy('plan_tasks.due_on', (order) => order.asc().nullsLast())
      .orderBy('plan_tasks.created_at')
      .limit(300)
      .execute(),
    db
      .selectFrom('plan_tasks')
      .where('group_id', '=', groupId)
      .where('state', '<>', 'dropped')
      .groupBy('step_id')
      .select((eb) => [
        'step_id',
        eb.fn.countAll<number>().as('all'),
        sql<number>`count(*) filter (where state = 'done')`.as('done'),
      ])
      .execute(),
  ]);
  return {
    byStep: Map.groupBy(rows.map(toTask), ({ step }) => step?.id ?? noStep),
    counts: new Map(counts.map(({ step_id, ...count }) => [step_id ?? noStep, count])),
  };
}

/** Null when the group has no such task. */
export async function findTask(db: Db, groupId: string, taskId: string): Promise<WholeTask | null> {
  const row = await selectTasks(db, groupId)
    .leftJoin('accounts as askers', 'askers.id', 'plan_tasks.asked_by')
    .leftJoin('accounts as creators', 'creators.id', 'plan_tasks.created_by')
    .where('plan_tasks.id', '=', taskId)
    .select([
      'plan_tasks.description',
      'plan_tasks.source_url',
      'plan_tasks.source_label',
      'plan_tasks.created_at',
      'askers.name as asker',
      'creators.name as creator',
    ])
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...toTask(row),
    description: row.description,
    source: row.source_url && row.source_label ? { url: row.source_url, label: row.source_label } : null,
    askedBy: row.asker,
    createdAt: row.created_at,
    createdBy: row.creator,
    version: row.version,
  };
}

/** Who owns a task of this group, for the filter: as the list names them. */
export async function ownersOfTasks(db: Db, groupId: string): Promise<Owner[]> {
  const rows = await db
    .selectFrom('plan_tasks')
    .leftJoin('organisations', 'organisations.slug', 'plan_tasks.owner_organisation_slug')
    .leftJoin('accounts', 'accounts.id', 'plan_tasks.owner_account_id')
    .where('plan_tasks.group_id', '=', groupId)
    .select(ownerColumns)
    .distinct()
    .limit(200)
    .execute();
  return rows.map(ownerOf).filter((owner) => owner !== null);
}

/** How much is open and late in a group, and of that what is this person's. */
export interface TaskCounts {
  open: number;
  late: number;
  mine: number;
  mineLate: number;
}

export async function countTasks(
  db: Db,
  groupId: string,
  { person, today }: { person: { id: string; organisation: string | null }; today: string },
): Promise<TaskCounts> {
  const isMine = sql`(owner_account_id = ${person.id}::uuid or owner_organisation_slug = ${person.organisation})`;
  return db
    .selectFrom('plan_tasks')
    .where('group_id', '=', groupId)
    .where('state', 'in', ['todo', 'doing'])
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      sql<number>`count(*) filter (where due_on < ${today}::date)`.as('late'),
      sql<number>`count(*) filter (where ${isMine})`.as('mine'),
      sql<number>`count(*) filter (where ${isMine} and due_on < ${today}::date)`.as('mineLate'),
    ])
    .executeTakeFirstOrThrow();
}
