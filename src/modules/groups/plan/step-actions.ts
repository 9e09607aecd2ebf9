import { sql } from 'kysely';
import type { Db, StepState } from '../../../platform/database/index.ts';
import { Conflict, notFound } from '../../../platform/http/index.ts';
import { formatDate, labelOf, stepStates } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { type Act, type ActedOn, groupThing } from '../act.ts';
import type { StepInput } from '../schemas.ts';
import { ownerLabel, ownerValue, resolveOwner } from './owner.ts';
import { findStep } from './step-queries.ts';

/** Adds a step at the end of the plan; returns its id. */
export async function addStep(tx: Db, act: Act, group: ActedOn, input: StepInput): Promise<string> {
  await holdPlan(tx, group.id);
  const owner = await resolveOwner(tx, group.id, input.owner);
  const { id } = await tx
    .insertInto('plan_steps')
    .values((eb) => ({
      group_id: group.id,
      title: input.title,
      ...owner,
      due_on: input.due_on,
      state: input.state,
      state_since: act.now,
      position: eb
        .selectFrom('plan_steps')
        .select(sql<number>`coalesce(max(position), 0) + 1`.as('last'))
        .where('group_id', '=', group.id),
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await note(tx, act, group, { added: input.title });
  return id;
}

/** Rewrites a step. Throws Conflict when it is no longer at `version`. */
export async function editStep(
  tx: Db,
  act: Act,
  group: ActedOn,
  step: { id: string; version: number },
  input: StepInput,
): Promise<void> {
  const current = (await findStep(tx, group.id, step.id)) ?? notFound();
  // Who owned it already may have left the group since.
  const owner =
    ownerValue(current.owner) === (input.owner ?? '') ? {} : await resolveOwner(tx, group.id, input.owner);
  const updated = await tx
    .updateTable('plan_steps')
    .set({
      title: input.title,
      ...owner,
      due_on: input.due_on,
      state: input.state,
      ...(current.state !== input.state && { state_since: act.now }),
      version: step.version + 1,
      updated_at: act.now,
    })
    .where('id', '=', step.id)
    .where('group_id', '=', group.id)
    .where('version', '=', step.version)
    .returning('id')
    .executeTakeFirst();
  if (!updated) {
    throw new Conflict(
      'Quelqu’un a modifié cette étape entre-temps.',
      {
        title: current.title,
        owner: current.owner ? ownerLabel(current.owner) : '',
        due_on: current.dueOn ? formatDate(current.dueOn) : '',
        state: labelOf(stepStates, current.state),
      },
      current.version,
    );
  }
  await note(tx, act, group, { edited: input.title });
}

/** Says how far a step is, without opening its form. */
export async function setStepState(
  tx: Db,
  act: Act,
  group: ActedOn,
  stepId: string,
  state: StepState,
): Promise<void> {
  const step = await tx
    .updateTable('plan_steps')
    .set({
      state,
      state_since: sql`case when state = ${state} then state_since else ${act.now}::timestamptz end`,
      version: sql`version + 1`,
      updated_at: act.now,
    })
    .where('id', '=', stepId)
    .where('group_id', '=', group.id)
    .returning('title')
    .executeTakeFirst();
  if (!step) notFound();
  await note(tx, act, group, { edited: step.title, state });
}

/** Swaps a step with its neighbour; at the end of the plan nothing moves. */
export async function moveStep(
  tx: Db,
  act: Act,
  group: ActedOn,
  stepId: string,
  direction: 'up' | 'down',
): Promise<void> {
  await holdPlan(tx, group.id);
  const steps = await tx
    .selectFrom('plan_steps')
    .select(['id', 'title'])
    .where('group_id', '=', group.id)
    .orderBy('position')
    .orderBy('created_at')
    .execute();
  const from = steps.findIndex(({ id }) => id === stepId);
  const step = steps[from] ?? notFound();
  const to = direction === 'up' ? from - 1 : from + 1;
  if (to < 0 || to >= steps.length) return;
  steps.splice(from, 1);
  steps.splice(to, 0, step);
  const order = steps.map(({ id }) => id);
  await sql`update plan_steps set position = wanted.position
    from unnest(${order}::uuid[]) with ordinality as wanted(id, position)
    where plan_steps.id = wanted.id and plan_steps.position <> wanted.position`.execute(tx);
  await note(tx, act, group, { moved: step.title, direction });
}

export async function removeStep(tx: Db, act: Act, group: ActedOn, stepId: string): Promise<void> {
  const step = await tx
    .deleteFrom('plan_steps')
    .where('id', '=', stepId)
    .where('group_id', '=', group.id)
    .returning('title')
    .executeTakeFirst();
  if (!step) notFound();
  await note(tx, act, group, { removed: step.title });
}

/** One person at a time puts the plan of a group in order. */
async function holdPlan(tx: Db, groupId: string): Promise<void> {
  await tx.selectFrom('groups').select('id').where('id', '=', groupId).forUpdate().execute();
}

async function note(tx: Db, act: Act, group: ActedOn, detail: Record<string, unknown>): Promise<void> {
  await record(tx, { actor: act.by, verb: 'group.plan', thing: groupThing(group), detail });
}
