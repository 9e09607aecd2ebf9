import { sql } from 'kysely';
import type { Db, Side } from '../../platform/database/index.ts';
import { found, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { copilotsToWrite } from '../groups/index.ts';
import { deletedName } from '../identity/index.ts';
import type { Act } from './access.ts';
import { thingOf } from './calling.ts';
import { correctionAnsweredMail, correctionMail, keyAwaitedMail } from './mails.ts';
import { holdMeeting, itemsOf, type Meeting } from './meeting.ts';
import { holdDraft } from './minutes.ts';
import { registerDecisions } from './outcomes.ts';

/** Whose word minutes need, and who gave it. */
export interface Approval {
  side: Side;
  /** Null while this side is awaited. */
  by: { name: string; at: Date } | null;
  /** Whether anybody on Cordée could give it. */
  held: boolean;
}

/** The sides that a group has: of its organisations, and of the people who copilot it. */
export async function approvalsOf(db: Db, meeting: Pick<Meeting, 'id' | 'group'>): Promise<Approval[]> {
  const { rows } = await sql<{ side: Side; name: string | null; at: Date | null; held: boolean }>`
    with people as (
      select memberships.side from memberships join accounts on accounts.id = memberships.account_id
      where memberships.group_id = ${meeting.group.id} and memberships.role = 'copilot' and accounts.state = 'active'),
    sides as (
      select side from group_copilots where group_id = ${meeting.group.id} union select side from people
      union select side from meeting_approvals where meeting_id = ${meeting.id})
    select sides.side, its.approved_at as at, exists (select from people where people.side = sides.side) as held,
      case when its.meeting_id is not null then coalesce(accounts.name, ${deletedName}) end as name
    from sides
    left join meeting_approvals as its on its.meeting_id = ${meeting.id} and its.side = sides.side
    left join accounts on accounts.id = its.account_id
    order by sides.side`.execute(db);
  return rows.map(({ side, name, at, held }) => ({ side, held, by: name && at ? { name, at } : null }));
}

interface Options {
  /** False for what nobody should be told of, such as the demonstration’s. */
  announce?: boolean;
}

/** Says that the minutes are ready: nothing of them changes any more while the sides read. */
export async function proposeMinutes(
  tx: Db,
  act: Act,
  id: string,
  { announce = true }: Options = {},
): Promise<void> {
  const meeting = await holdDraft(tx, id);
  if (meeting.startsAt > act.now) throw new Refusal('La réunion n’a pas commencé.');
  const items = await itemsOf(tx, id);
  if (items.every(({ body }) => body === ''))
    throw new Refusal('Le compte rendu est vide : écrivez au moins un point.');
  await tx
    .updateTable('meetings')
    .set({ minutes_state: 'proposed', proposed_by: act.by.id, proposed_at: act.now })
    .where('id', '=', id)
    .execute();
  await note(tx, act, meeting, 'minutes.propose');
  if (!announce) return;
  const people = (await copilotsToWrite(tx, meeting.group.id)).filter((copilot) => copilot.id !== act.by.id);
  await queueMails(
    tx,
    people.map((copilot) => ({
      to: copilot.email,
      key: `minutes:${id}:key:${act.now.toISOString()}:${copilot.id}`,
      ...keyAwaitedMail({ meeting, by: act.by.name, publicUrl: act.publicUrl }),
    })),
  );
}

/** Takes the minutes back to be written again; what was approved of them no longer holds. */
export async function reopenMinutes(tx: Db, act: Act, id: string): Promise<void> {
  const meeting = await holdProposed(tx, id);
  await tx.deleteFrom('meeting_approvals').where('meeting_id', '=', id).execute();
  await tx
    .updateTable('meetings')
    .set({ minutes_state: 'draft', proposed_by: null, proposed_at: null })
    .where('id', '=', id)
    .execute();
  await note(tx, act, meeting, 'minutes.reopen');
}

/** Gives the word of one side; with that of all of them, the minutes are approved. Returns whether they are. */
export async function approveMinutes(
  tx: Db,
  act: Act,
  id: string,
  { announce = true }: Options = {},
): Promise<boolean> {
  const meeting = await holdProposed(tx, id);
  const membership = await tx
    .selectFrom('memberships')
    .select('side')
    .where('group_id', '=', meeting.group.id)
    .where('account_id', '=', act.by.id)
    .executeTakeFirst();
  const side = membership?.side;
  if (!side) throw new Refusal('Seuls les copilotes approuvent, chacun pour son côté.');
  if (await waits(tx, id))
    throw new Refusal('Une correction demandée attend sa réponse : répondez-y d’abord.');
  await tx
    .insertInto('meeting_approvals')
    .values({ meeting_id: id, side, account_id: act.by.id, approved_at: act.now })
    .onConflict((conflict) => conflict.constraint('meeting_approvals_once').doNothing())
    .execute();
  const approved = (await approvalsOf(tx, meeting)).every(({ by }) => by !== null);
  if (approved) {
    await tx
      .updateTable('meetings')
      .set({ minutes_state: 'approved', approved_at: act.now })
      .where('id', '=', id)
      .execute();
    await registerDecisions(tx, act, meeting);
    if (announce) await enqueue(tx, 'minutes.approved', { id });
  }
  await note(tx, act, meeting, 'minutes.approve', { side, approved });
  return approved;
}

async function holdProposed(tx: Db, id: string): Promise<Meeting> {
  const meeting = await holdMeeting(tx, id);
  if (meeting.minutesState !== 'proposed')
    throw new Refusal(
      meeting.minutesState === 'approved'
        ? 'Ce compte rendu est déjà approuvé.'
        : 'Ce compte rendu vient d’être repris : il n’est plus proposé.',
    );
  return meeting;
}

async function waits(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('meeting_corrections')
    .select('id')
    .where('meeting_id', '=', id)
    .where('answered_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function note(
  tx: Db,
  act: Act,
  meeting: Meeting,
  verb: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await record(tx, {
    actor: act.by,
    verb,
    thing: thingOf(meeting),
    detail: { group: meeting.group.id, ...detail },
  });
}

/** What a member asks to have corrected, and what was made of it. */
export interface Correction {
  id: string;
  author: string;
  text: string;
  at: Date;
  answer: { text: string; by: string; at: Date } | null;
}

/** What members asked to have corrected, oldest first. */
export async function correctionsOf(db: Db, meetingId: string): Promise<Correction[]> {
  const rows = await db
    .selectFrom('meeting_corrections as its')
    .leftJoin('accounts as authors', 'authors.id', 'its.author_id')
    .leftJoin('accounts as answerers', 'answerers.id', 'its.answered_by')
    .select([
      'its.id',
      'its.text',
      'its.created_at as at',
      'its.answer',
      'its.answered_at',
      'authors.name as author',
      'answerers.name as answerer',
    ])
    .where('its.meeting_id', '=', meetingId)
    .orderBy('its.created_at')
    .limit(200)
    .execute();
  return rows.map(({ id, text, at, answer, answered_at, author, answerer }) => ({
    id,
    text,
    at,
    author: author ?? deletedName,
    answer:
      answer !== null && answered_at ? { text: answer, by: answerer ?? deletedName, at: answered_at } : null,
  }));
}

/** Asks for a correction: copilots hear of it, and nothing is approved before they answer. */
export async function askCorrection(tx: Db, act: Act, id: string, text: string): Promise<void> {
  const meeting = await holdProposed(tx, id);
  const { id: correction } = await tx
    .insertInto('meeting_corrections')
    .values({ meeting_id: id, author_id: act.by.id, text, created_at: act.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const people = (await copilotsToWrite(tx, meeting.group.id)).filter((copilot) => copilot.id !== act.by.id);
  await queueMails(
    tx,
    people.map((copilot) => ({
      to: copilot.email,
      key: `minutes:${id}:correction:${correction}:${copilot.id}`,
      ...correctionMail({ meeting, by: act.by.name, text, publicUrl: act.publicUrl }),
    })),
  );
}

/** Says what is made of a correction that was asked for; its author is told. */
export async function answerCorrection(
  tx: Db,
  act: Act,
  { meetingId, id }: { meetingId: string; id: string },
  answer: string,
): Promise<void> {
  const meeting = await holdProposed(tx, meetingId);
  const correction = found(
    await tx
      .updateTable('meeting_corrections')
      .set({ answer, answered_by: act.by.id, answered_at: act.now })
      .where('id', '=', id)
      .where('meeting_id', '=', meetingId)
      .where('answered_at', 'is', null)
      .returning('author_id')
      .executeTakeFirst(),
    'Cette demande a déjà sa réponse.',
  );
  await note(tx, act, meeting, 'minutes.answer-correction', { answer });
  const email = await addressInGroup(tx, meeting.group.id, correction.author_id);
  if (!email || correction.author_id === act.by.id) return;
  await queueMails(tx, [
    {
      to: email,
      key: `minutes:${meetingId}:corrected:${id}`,
      ...correctionAnsweredMail({ meeting, by: act.by.name, answer, publicUrl: act.publicUrl }),
    },
  ]);
}

/** Null for whoever is no longer in the group: what is said there is nothing to them any more. */
async function addressInGroup(tx: Db, groupId: string, accountId: string | null): Promise<string | null> {
  const row = await tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select('accounts.email')
    .where('memberships.group_id', '=', groupId)
    .where('accounts.id', '=', accountId)
    .where('accounts.state', '=', 'active')
    .executeTakeFirst();
  return row?.email ?? null;
}
