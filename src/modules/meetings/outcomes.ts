import { sql } from 'kysely';
import type { Db, OutcomeKind, StepState } from '../../platform/database/index.ts';
import { found } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { addStep, listPlan, ownerLabel, removeStep } from '../groups/index.ts';
import type { Act } from './access.ts';
import { thingOf } from './calling.ts';
import type { Meeting } from './meeting.ts';
import { holdDraft } from './minutes.ts';
import { indexMeeting } from './search-entry.ts';

/** What came out of a point: what was decided, or what is to be done. */
export interface Outcome {
  id: string;
  itemId: string;
  kind: OutcomeKind;
  text: string;
  /** Of an action. */
  owner: string | null;
  dueOn: string | null;
  /** Of an action, where its step stands in the work plan; null once it is out of the plan. */
  step: StepState | null;
}

interface From {
  meetingId: string;
  itemId: string;
}

/** Keeps what was decided at a meeting, in its minutes. */
export async function recordDecision(tx: Db, act: Act, from: From, text: string): Promise<void> {
  const meeting = await holdDraft(tx, from.meetingId);
  await tx
    .insertInto('meeting_outcomes')
    .values({
      meeting_id: from.meetingId,
      item_id: from.itemId,
      kind: 'decision',
      text,
      created_by: act.by.id,
      created_at: act.now,
    })
    .execute();
  await note(tx, act, meeting, { decision: text });
}

/** Keeps what is to be done, in the minutes and as a step of the work plan of the group. */
export async function recordAction(
  tx: Db,
  act: Act,
  from: From,
  { text, owner, dueOn }: { text: string; owner: string | null; dueOn: string | null },
): Promise<void> {
  const meeting = await holdDraft(tx, from.meetingId);
  const stepId = await addStep(tx, act, meeting.group, {
    title: text,
    owner,
    due_on: dueOn,
    state: 'todo',
  });
  const responsible = (await listPlan(tx, meeting.group.id)).find(({ id }) => id === stepId)?.owner;
  await tx
    .insertInto('meeting_outcomes')
    .values({
      meeting_id: from.meetingId,
      item_id: from.itemId,
      kind: 'action',
      text,
      owner: responsible ? ownerLabel(responsible) : null,
      due_on: dueOn,
      step_id: stepId,
      created_by: act.by.id,
      created_at: act.now,
    })
    .execute();
  await note(tx, act, meeting, { action: text });
}

/** Takes back what was noted by mistake; the step of an action that nobody began leaves the plan with it. */
export async function withdrawOutcome(
  tx: Db,
  act: Act,
  { meetingId, id }: { meetingId: string; id: string },
): Promise<void> {
  const meeting = await holdDraft(tx, meetingId);
  const outcome = found(
    await tx
      .selectFrom('meeting_outcomes as its')
      .leftJoin('plan_steps', 'plan_steps.id', 'its.step_id')
      .select(['its.text', 'its.step_id', 'plan_steps.state'])
      .where('its.id', '=', id)
      .where('its.meeting_id', '=', meetingId)
      .executeTakeFirst(),
    'Ce relevé n’existe plus.',
  );
  await tx.deleteFrom('meeting_outcomes').where('id', '=', id).execute();
  if (outcome.step_id && outcome.state === 'todo') await removeStep(tx, act, meeting.group, outcome.step_id);
  await note(tx, act, meeting, { withdrawn: outcome.text });
}

async function note(tx: Db, act: Act, meeting: Meeting, detail: Record<string, unknown>): Promise<void> {
  await indexMeeting(tx, meeting);
  await record(tx, {
    actor: act.by,
    verb: 'meeting.conclude',
    thing: thingOf(meeting),
    detail: { group: meeting.group.id, ...detail },
  });
}

function selectOutcomes(db: Db) {
  return db
    .selectFrom('meeting_outcomes as its')
    .leftJoin('plan_steps', 'plan_steps.id', 'its.step_id')
    .select([
      'its.id',
      'its.item_id as itemId',
      'its.kind',
      'its.text',
      'its.owner',
      'its.due_on as dueOn',
      'plan_steps.state as step',
    ]);
}

/** What came out of a meeting, in the order in which it was noted. */
export async function outcomesOf(db: Db, meetingId: string): Promise<Outcome[]> {
  return selectOutcomes(db).where('its.meeting_id', '=', meetingId).orderBy('its.created_at').execute();
}

/** What the meetings of a group left to do and is not done, the most urgent first. */
export async function openActions(db: Db, groupId: string, limit: number): Promise<Outcome[]> {
  return selectOutcomes(db)
    .innerJoin('meetings', 'meetings.id', 'its.meeting_id')
    .where('meetings.group_id', '=', groupId)
    .where('its.kind', '=', 'action')
    .where('plan_steps.state', 'in', ['todo', 'doing'])
    .orderBy(sql`coalesce(plan_steps.due_on, its.due_on)`, (order) => order.asc().nullsLast())
    .orderBy('its.created_at')
    .limit(limit)
    .execute();
}
