import { sql } from 'kysely';
import type { Db, StepState } from '../../../platform/database/index.ts';
import { Conflict, found, notFound, Refusal } from '../../../platform/http/index.ts';
import { removeFromScope } from '../../../platform/search/index.ts';
import { formatDate, labelOf, stepStates } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { type Act, type ActedOn, groupThing } from '../act.ts';
import { indexTask } from '../inside-entries.ts';
import type { TaskInput } from '../schemas.ts';
import { ownerLabel, ownerValue, resolveOwner } from './owner.ts';
import { findStep } from './step-queries.ts';
import { findTask } from './task-queries.ts';

/** A group may plan so many tasks: far more than anybody follows. */
const mostTasks = 2000;

export interface NewTask {
  groupId: string;
  stepId?: string | null;
  title: string;
  /** `organisme:amf` or `personne:<uuid>`, of those who may own one in this group; nobody unless told. */
  owner?: string | null;
  /** `2027-01-31` */
  dueOn?: string | null;
  /** In Markdown. */
  description?: string;
  state?: StepState;
  /** Where it was decided, such as a meeting: a page of the site and its words. */
  source?: { url: string; label: string } | null;
}

/**
 * Adds a task to the plan of a group, with its audit line; returns its id. Throws Refusal (fields `owner`, `step`) for an
 * owner who is not of the group and for a step of another group. Whether the person may is for the caller to check.
 */
export async function addTask(tx: Db, act: Act, task: NewTask): Promise<string> {
  const group = found(
    await tx
      .selectFrom('groups')
      .select(['id', 'title'])
      .where('id', '=', task.groupId)
      .forUpdate()
      .executeTakeFirst(),
  );
  const { count } = await tx
    .selectFrom('plan_tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_id', '=', group.id)
    .executeTakeFirstOrThrow();
  if (count >= mostTasks) throw new Refusal(`Un plan de travail a ${mostTasks} tâches au plus.`);
  await refuseForeignStep(tx, group.id, task.stepId ?? null);
  const { id } = await tx
    .insertInto('plan_tasks')
    .values({
      group_id: group.id,
      step_id: task.stepId ?? null,
      title: task.title,
      description: task.description ?? '',
      ...(await resolveOwner(tx, group.id, task.owner ?? null)),
      due_on: task.dueOn ?? null,
      state: task.state ?? 'todo',
      state_since: act.now,
      source_url: task.source?.url ?? null,
      source_label: task.source?.label ?? null,
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexTask(tx, id);
  await note(tx, act, group, { task_added: task.title });
  return id;
}

async function refuseForeignStep(tx: Db, groupId: string, stepId: string | null): Promise<void> {
  if (stepId !== null && !(await findStep(tx, groupId, stepId)))
    throw new Refusal('Choisissez une étape de la liste.', 'step');
}

/** Rewrites a task. Throws Conflict when it is no longer at `version`. */
export async function editTask(
  tx: Db,
  act: Act,
  group: ActedOn,
  { id, version }: { id: string; version: number },
  input: TaskInput,
): Promise<void> {
  await holdTask(tx, group.id, id);
  const current = (await findTask(tx, group.id, id)) ?? notFound();
  if (current.version !== version) {
    throw new Conflict(
      'Quelqu’un a modifié cette tâche entre-temps.',
      {
        title: current.title,
        description: current.description,
        step: current.step?.title ?? '',
        owner: current.owner ? ownerLabel(current.owner) : '',
        due_on: current.dueOn ? formatDate(current.dueOn) : '',
        state: labelOf(stepStates, current.state),
      },
      current.version,
    );
  }
  if (input.step !== (current.step?.id ?? null)) await refuseForeignStep(tx, group.id, input.step);
  // Who owned it already may have left the group since.
  const sameOwner = ownerValue(current.owner) === (input.owner ?? '');
  await tx
    .updateTable('plan_tasks')
    .set({
      title: input.title,
      description: input.description,
      step_id: input.step,
      due_on: input.due_on,
      state: input.state,
      ...(input.state !== current.state && { state_since: act.now }),
      // Another owner was never asked.
      ...(!sameOwner && {
        ...(await resolveOwner(tx, group.id, input.owner)),
        asked_at: null,
        asked_by: null,
      }),
      version: version + 1,
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  await indexTask(tx, id);
  await note(tx, act, group, { task_edited: input.title });
}

/** Says how far a task is. */
export async function setTaskState(
  tx: Db,
  act: Act,
  group: ActedOn,
  taskId: string,
  state: StepState,
): Promise<void> {
  const task = await tx
    .updateTable('plan_tasks')
    .set({ state, state_since: act.now, version: sql`version + 1`, updated_at: act.now })
    .where('id', '=', taskId)
    .where('group_id', '=', group.id)
    .where('state', '<>', state)
    .returning('title')
    .executeTakeFirst();
  // It was so already.
  if (!task) return;
  await note(tx, act, group, { task_edited: task.title, state });
}

/** « Je m’en charge »: the first who takes a task has it. */
export async function takeTask(tx: Db, act: Act, group: ActedOn, taskId: string): Promise<void> {
  const task = await tx
    .updateTable('plan_tasks')
    .set({ owner_account_id: act.by.id, version: sql`version + 1`, updated_at: act.now })
    .where('id', '=', taskId)
    .where('group_id', '=', group.id)
    .where('owner_account_id', 'is', null)
    .where('owner_organisation_slug', 'is', null)
    .returning('title')
    .executeTakeFirst();
  if (!task) throw new Refusal('Quelqu’un s’en est chargé entre-temps.');
  await note(tx, act, group, { task_taken: task.title });
}

export async function removeTask(tx: Db, act: Act, group: ActedOn, taskId: string): Promise<void> {
  const task = await tx
    .deleteFrom('plan_tasks')
    .where('id', '=', taskId)
    .where('group_id', '=', group.id)
    .returning('title')
    .executeTakeFirst();
  if (!task) notFound();
  await removeFromScope(tx, 'task', [taskId]);
  await note(tx, act, group, { task_removed: task.title });
}

export async function holdTask(tx: Db, groupId: string, taskId: string): Promise<void> {
  await tx
    .selectFrom('plan_tasks')
    .select('id')
    .where('id', '=', taskId)
    .where('group_id', '=', groupId)
    .forUpdate()
    .execute();
}

async function note(tx: Db, act: Act, group: ActedOn, detail: Record<string, unknown>): Promise<void> {
  await record(tx, { actor: act.by, verb: 'group.plan', thing: groupThing(group), detail });
}
