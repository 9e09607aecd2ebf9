import type { Db, MeetingPresence, Side } from '../../platform/database/index.ts';
import type { Act } from './access.ts';
import { holdDraft } from './minutes.ts';
import { peopleNamed } from './people.ts';

/** A person who was there, or who said that they could not be. */
export interface Attendee {
  id: string;
  name: string;
  organisation: string;
  side: Side | null;
  presence: MeetingPresence;
}

/** Who was there, by side, organisation and name. */
export async function attendanceOf(db: Db, meetingId: string): Promise<Attendee[]> {
  return db
    .selectFrom('meeting_attendance')
    .select(['id', 'name', 'organisation', 'side', 'presence'])
    .where('meeting_id', '=', meetingId)
    .orderBy('side', (order) => order.asc().nullsLast())
    .orderBy('organisation')
    .orderBy('name')
    .limit(2000)
    .execute();
}

/** Notes that people of the group were there, or excused. Two who note at once do not undo each other. */
export async function markAttendance(
  tx: Db,
  { by, now }: Act,
  meetingId: string,
  { people, presence }: { people: readonly string[]; presence: MeetingPresence },
): Promise<number> {
  const meeting = await holdDraft(tx, meetingId);
  const known = await peopleNamed(tx, { id: meetingId, groupId: meeting.group.id }, people);
  if (known.length === 0) return 0;
  await tx
    .insertInto('meeting_attendance')
    .values(
      known.map(({ id, name, body, side }) => ({
        meeting_id: meetingId,
        account_id: id,
        name,
        organisation: body,
        side,
        presence,
        noted_by: by.id,
        noted_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .constraint('meeting_attendance_once')
        .doUpdateSet({ presence, noted_by: by.id, noted_at: now }),
    )
    .execute();
  return known.length;
}

/** Notes that somebody without an account was there. */
export async function addGuest(
  tx: Db,
  { by, now }: Act,
  meetingId: string,
  guest: { name: string; organisation: string; side: Side | null },
): Promise<void> {
  await holdDraft(tx, meetingId);
  await tx
    .insertInto('meeting_attendance')
    .values({ ...guest, meeting_id: meetingId, presence: 'present', noted_by: by.id, noted_at: now })
    .execute();
}

export async function removeAttendee(tx: Db, meetingId: string, id: string): Promise<void> {
  await holdDraft(tx, meetingId);
  await tx
    .deleteFrom('meeting_attendance')
    .where('meeting_id', '=', meetingId)
    .where('id', '=', id)
    .execute();
}

export interface OrganisationCount {
  organisation: string;
  side: Side | null;
  present: number;
  excused: number;
}

/** How many people each organisation sent. */
export function byOrganisation(attendees: readonly Attendee[]): OrganisationCount[] {
  const groups = Map.groupBy(attendees, ({ organisation, side }) => `${side}\n${organisation}`);
  return [...groups.values()].flatMap((its) => {
    const [first] = its;
    if (!first) return [];
    const present = its.filter(({ presence }) => presence === 'present').length;
    return [{ organisation: first.organisation, side: first.side, present, excused: its.length - present }];
  });
}
