import { sql } from 'kysely';
import type { Db, OutcomeKind, StepState } from '../../platform/database/index.ts';
import { found } from '../../platform/http/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { formatDate, machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { recordDecision as registerDecision } from '../decisions/index.ts';
import { addTask, findTask, ownerLabel, removeTask } from '../groups/index.ts';
import type { Act } from './access.ts';
import { meetingHref, minutesHref } from './addresses.ts';
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
  /** Of an action, where its task stands in the work plan; null once it is out of the plan. */
  task: { id: string; state: StepState } | null;
  /** Of a decision, its number in the register; null until the minutes are approved. */
  decision: number | null;
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

/** Keeps what is to be done, in the minutes and as a task of the work plan of the group. */
export async function recordAction(
  tx: Db,
  act: Act,
  from: From,
  { text, owner, dueOn }: { text: string; owner: string | null; dueOn: string | null },
): Promise<void> {
  const meeting = await holdDraft(tx, from.meetingId);
  const taskId = await addTask(tx, act, {
    groupId: meeting.group.id,
    title: text,
    owner,
    dueOn,
    source: { url: meetingHref(from.meetingId), label: `Réunion « ${meeting.title} »` },
  });
  const responsible = (await findTask(tx, meeting.group.id, taskId))?.owner;
  await tx
    .insertInto('meeting_outcomes')
    .values({
      meeting_id: from.meetingId,
      item_id: from.itemId,
      kind: 'action',
      text,
      owner: responsible ? ownerLabel(responsible) : null,
      due_on: dueOn,
      task_id: taskId,
      created_by: act.by.id,
      created_at: act.now,
    })
    .execute();
  await note(tx, act, meeting, { action: text });
}

/** Takes back what was noted by mistake; the task of an action that nobody began leaves the plan with it. */
export async function withdrawOutcome(
  tx: Db,
  act: Act,
  { meetingId, id }: { meetingId: string; id: string },
): Promise<void> {
  const meeting = await holdDraft(tx, meetingId);
  const outcome = found(
    await tx
      .selectFrom('meeting_outcomes as its')
      .leftJoin('plan_tasks', 'plan_tasks.id', 'its.task_id')
      .select(['its.text', 'its.task_id', 'plan_tasks.state'])
      .where('its.id', '=', id)
      .where('its.meeting_id', '=', meetingId)
      .executeTakeFirst(),
    'Ce relevé n’existe plus.',
  );
  await tx.deleteFrom('meeting_outcomes').where('id', '=', id).execute();
  if (outcome.task_id && outcome.state === 'todo') await removeTask(tx, act, meeting.group, outcome.task_id);
  await note(tx, act, meeting, { withdrawn: outcome.text });
}

/** As the register takes them. */
const longestTitle = 200;

/**
 * Enters into the register what a meeting decided, now that its minutes are approved. Nobody is told of each: the minutes
 * say all of them.
 */
export async function registerDecisions(tx: Db, act: Act, meeting: Meeting): Promise<void> {
  const decided = await tx
    .selectFrom('meeting_outcomes as its')
    .innerJoin('meeting_items', 'meeting_items.id', 'its.item_id')
    .select(['its.id', 'its.text', 'meeting_items.title as point'])
    .where('its.meeting_id', '=', meeting.id)
    .where('its.kind', '=', 'decision')
    .where('its.decision_id', 'is', null)
    .orderBy('its.created_at')
    .execute();
  const on = machineDate(meeting.startsAt);
  for (const { id, text, point } of decided) {
    const decision = await registerDecision(
      tx,
      act,
      {
        groupId: meeting.group.id,
        title: excerpt(text, longestTitle - 1),
        text: `${text}\n\n[Compte rendu de la réunion](${minutesHref(meeting.id)})`,
        decidedBy: `Le groupe, réuni le ${formatDate(on)}`,
        why: `Point « ${point} » de la réunion « ${meeting.title} ».`,
        on,
        public: false,
      },
      { announce: false },
    );
    await tx.updateTable('meeting_outcomes').set({ decision_id: decision.id }).where('id', '=', id).execute();
  }
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
    .leftJoin('plan_tasks', 'plan_tasks.id', 'its.task_id')
    .leftJoin('decisions', 'decisions.id', 'its.decision_id')
    .select([
      'its.id',
      'its.item_id as itemId',
      'its.kind',
      'its.text',
      'its.owner',
      'its.due_on as dueOn',
      'decisions.number as decision',
      sql<Outcome['task']>`case when plan_tasks.id is not null
        then json_build_object('id', plan_tasks.id, 'state', plan_tasks.state) end`.as('task'),
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
    .where('plan_tasks.state', 'in', ['todo', 'doing'])
    .orderBy(sql`coalesce(plan_tasks.due_on, its.due_on)`, (order) => order.asc().nullsLast())
    .orderBy('its.created_at')
    .limit(limit)
    .execute();
}
