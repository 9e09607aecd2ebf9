import type { Db, MeetingAudience } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { formatDate, parisHour, spanWords } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import type { Act } from './access.ts';
import type { AgendaPoint } from './agenda-rows.ts';
import { chosenFor, invite } from './invitations.ts';
import { pointWords } from './mails.ts';
import { holdMeeting, type Item, itemsOf, type Meeting } from './meeting.ts';
import { indexMeeting } from './search-entry.ts';
import { tellCancelled, tellChanges, tellInvited, tellWithdrawn } from './telling.ts';
import { audienceLabels } from './words.ts';

/** What a convocation says. */
export interface CallContent {
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  link: string | null;
  audience: MeetingAudience;
  /** Invited by name, whatever the audience. */
  people: readonly string[];
  points: readonly AgendaPoint[];
}

export const thingOf = ({ id, title }: { id: string; title: string }) => ({
  type: 'meeting',
  id,
  label: title,
});

const otherTitle = 'Divers';

interface Options {
  previousId?: string | null;
  /** False for what nobody should be told of: a demonstration, a meeting that is over. */
  announce?: boolean;
}

/** Calls a meeting: those invited are written to, and the group hears of it (task `meeting.called`). Returns its id. */
export async function callMeeting(
  tx: Db,
  act: Act,
  group: { id: string },
  content: CallContent,
  { previousId = null, announce = true }: Options = {},
): Promise<{ id: string; told: number }> {
  const { points, people, ...its } = content;
  const { id } = await tx
    .insertInto('meetings')
    .values({
      ...columnsOf(its),
      group_id: group.id,
      previous_id: previousId,
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('meeting_items')
    .values([
      ...points.map(({ title, minutes, presenter }, index) => ({
        meeting_id: id,
        position: index + 1,
        title,
        minutes,
        presenter,
      })),
      { meeting_id: id, position: points.length + 1, title: otherTitle, is_other: true },
    ])
    .execute();
  const { added } = await invite(tx, { id, groupId: group.id, audience: its.audience }, people, act.now);
  if (its.audience !== 'members' && added.length === 0)
    throw new Refusal('Personne n’est invité : choisissez des membres du groupe.', 'invites');
  const meeting = await holdMeeting(tx, id);
  await indexMeeting(tx, meeting);
  await record(tx, {
    actor: act.by,
    verb: 'meeting.call',
    thing: thingOf(meeting),
    detail: { group: group.id, audience: its.audience, invited: added.length },
  });
  if (!announce) return { id, told: 0 };
  const told = await tellInvited(tx, act, meeting, added);
  await enqueue(tx, 'meeting.called', { id });
  return { id, told };
}

const columnsOf = (content: Omit<CallContent, 'points' | 'people'>) => ({
  title: content.title,
  starts_at: content.startsAt,
  ends_at: content.endsAt,
  place: content.place,
  link: content.link,
  audience: content.audience,
});

/**
 * Changes a convocation. Those invited are told of what they count on; new ones are called, and who is no longer invited
 * is told so. Throws Conflict when it is no longer at `version`.
 */
export async function editMeeting(
  tx: Db,
  act: Act,
  { id, version }: { id: string; version: number },
  content: CallContent,
): Promise<{ told: number; invited: number }> {
  const before = await holdMeeting(tx, id);
  const [items, chosen] = [await itemsOf(tx, id), await chosenFor(tx, id)];
  if (before.version !== version) throw conflictOf(before, items);
  const { points, people, ...its } = content;
  await keepPoints(tx, before, items, points);
  const after: Meeting = { ...before, ...its };
  const changes = changesBetween({ ...before, points: pointsOf(items) }, { ...its, points });
  const moved =
    before.startsAt.getTime() !== its.startsAt.getTime() || before.endsAt.getTime() !== its.endsAt.getTime();
  const { added, withdrawn } = await invite(tx, { ...after, groupId: before.group.id }, people, act.now);
  const same =
    changes.length === 0 &&
    its.audience === before.audience &&
    added.length + withdrawn.length === 0 &&
    sameIds(chosen, people);
  if (same) return { told: 0, invited: 0 };
  const shown = changes.length + added.length + withdrawn.length > 0;
  await tx
    .updateTable('meetings')
    .set({
      ...columnsOf(its),
      version: before.version + 1,
      sequence: before.sequence + (shown ? 1 : 0),
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  // Who could come at one time said nothing of another.
  if (moved)
    await tx
      .updateTable('meeting_invitations')
      .set({ answer: null, answered_at: null, word: null })
      .where('meeting_id', '=', id)
      .execute();
  const saved = await holdMeeting(tx, id);
  await indexMeeting(tx, saved);
  const told =
    changes.length > 0 ? await tellChanges(tx, act, saved, changes, { except: added, asksAgain: moved }) : 0;
  const invited = await tellInvited(tx, act, saved, added);
  await tellWithdrawn(tx, act, saved, withdrawn);
  await record(tx, {
    actor: act.by,
    verb: 'meeting.edit',
    thing: thingOf(saved),
    detail: { group: saved.group.id, changes, invited: added.length, withdrawn: withdrawn.length },
  });
  return { told, invited };
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === new Set(other).size && one.every((id) => other.includes(id));

const pointsOf = (items: readonly Item[]): AgendaPoint[] => items.filter(({ isOther }) => !isOther);

/** Puts the agenda in its new order; what was already written on a point does not go with it. */
async function keepPoints(
  tx: Db,
  { id }: Meeting,
  items: readonly Item[],
  points: readonly AgendaPoint[],
): Promise<void> {
  const known = new Map(pointsOf(items).map((item) => [item.id, item]));
  const kept = new Set(points.map((point) => point.id));
  for (const item of items) {
    if (!item.id || item.isOther || kept.has(item.id)) continue;
    if (item.version > 0 || (await hasOutcome(tx, item.id)))
      throw new Refusal(`Le point « ${item.title} » a déjà un compte rendu : il reste à l’ordre du jour.`);
    await tx.deleteFrom('meeting_items').where('id', '=', item.id).execute();
  }
  const seen = new Set<string>();
  for (const [index, { id: itemId, title, minutes, presenter }] of points.entries()) {
    const values = { title, minutes, presenter, position: index + 1 };
    // Forged ids, and one id twice, make new points.
    if (itemId && known.has(itemId) && !seen.has(itemId)) {
      seen.add(itemId);
      await tx.updateTable('meeting_items').set(values).where('id', '=', itemId).execute();
    } else
      await tx
        .insertInto('meeting_items')
        .values({ ...values, meeting_id: id })
        .execute();
  }
  await tx
    .updateTable('meeting_items')
    .set({ position: points.length + 1 })
    .where('meeting_id', '=', id)
    .where('is_other', '=', true)
    .execute();
}

async function hasOutcome(tx: Db, itemId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('meeting_outcomes')
    .select('id')
    .where('item_id', '=', itemId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Invites one more person by name, or takes that back; only they are told. */
export async function choosePerson(
  tx: Db,
  act: Act,
  id: string,
  { accountId, chosen }: { accountId: string; chosen: boolean },
): Promise<void> {
  const before = await holdMeeting(tx, id);
  const others = (await chosenFor(tx, id)).filter((other) => other !== accountId);
  const people = chosen ? [...others, accountId] : others;
  if (before.audience === 'chosen' && people.length === 0)
    throw new Refusal('Il faut au moins une personne invitée : annulez plutôt la réunion.');
  const its = { id, groupId: before.group.id, audience: before.audience };
  const { added, withdrawn } = await invite(tx, its, people, act.now);
  if (added.length + withdrawn.length === 0) return;
  await tx
    .updateTable('meetings')
    .set({ version: before.version + 1, sequence: before.sequence + 1, updated_at: act.now })
    .where('id', '=', id)
    .execute();
  const saved = await holdMeeting(tx, id);
  await tellInvited(tx, act, saved, added);
  await tellWithdrawn(tx, act, saved, withdrawn);
  await record(tx, {
    actor: act.by,
    verb: 'meeting.edit',
    thing: thingOf(saved),
    detail: { group: saved.group.id, invited: added.length, withdrawn: withdrawn.length },
  });
}

/** Calls a meeting off, for a reason that those invited read. Returns how many were told. */
export async function cancelMeeting(tx: Db, act: Act, id: string, reason: string): Promise<number> {
  const before = await holdMeeting(tx, id);
  if (before.state === 'cancelled') throw new Refusal('Cette réunion est déjà annulée.');
  if (before.endsAt <= act.now) throw new Refusal('Cette réunion a eu lieu : elle ne s’annule plus.');
  await tx
    .updateTable('meetings')
    .set({
      state: 'cancelled',
      cancelled_reason: reason,
      version: before.version + 1,
      sequence: before.sequence + 1,
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  const meeting = await holdMeeting(tx, id);
  await indexMeeting(tx, meeting);
  const told = await tellCancelled(tx, act, meeting, reason);
  await record(tx, {
    actor: act.by,
    verb: 'meeting.cancel',
    thing: thingOf(meeting),
    detail: { group: meeting.group.id, reason, told },
  });
  return told;
}

type Told = Pick<CallContent, 'title' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'points'>;

const agendaWords = (points: readonly AgendaPoint[]): string => points.map(pointWords).join('\n');

/** What those invited count on, in words. */
function changesBetween(before: Told, after: Told): string[] {
  const changes: string[] = [];
  const told = (name: string, was: string | null, is: string | null) => {
    if (was !== is) changes.push(`${name} : ${is ?? 'aucun'} (c’était : ${was ?? 'aucun'})`);
  };
  told('Titre', before.title, after.title);
  told('Quand', spanWords(before), spanWords(after));
  told('Lieu', before.place, after.place);
  told('Lien', before.link, after.link);
  if (agendaWords(before.points) !== agendaWords(after.points))
    changes.push('Ordre du jour : voir ci-dessous');
  return changes;
}

/** What somebody else saved meanwhile, by field of the form. */
function conflictOf(meeting: Meeting, items: readonly Item[]): Conflict {
  return new Conflict(
    'Quelqu’un a modifié cette réunion pendant que vous écriviez.',
    {
      titre: meeting.title,
      jour: formatDate(meeting.startsAt),
      debut: parisHour(meeting.startsAt).replace(':', ' h '),
      fin: parisHour(meeting.endsAt).replace(':', ' h '),
      lieu: meeting.place ?? '',
      lien: meeting.link ?? '',
      invites: audienceLabels[meeting.audience],
      agenda: agendaWords(pointsOf(items)),
    },
    meeting.version,
  );
}
