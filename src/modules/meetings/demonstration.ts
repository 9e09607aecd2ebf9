import type { Db, MeetingAnswer } from '../../platform/database/index.ts';
import { dayLater, machineDate, parisMoment } from '../../ui/index.ts';
import { approveMinutes, proposeMinutes } from './approval.ts';
import { markAttendance } from './attendance.ts';
import { callMeeting } from './calling.ts';
import { itemsOf } from './meeting.ts';
import { postponeItem, writeSection } from './minutes.ts';
import { recordAction, recordDecision } from './outcomes.ts';
import { answerMeeting } from './people.ts';

type Person = { id: string; name: string };

/** A meeting that is not held, for a demonstration only. */
export interface DemonstrationMeeting {
  title: string;
  by: Person;
  /** Days from the day of the demonstration; negative when it is over. */
  inDays: number;
  startsAt: string;
  endsAt: string;
  place: string | null;
  points: readonly {
    title: string;
    minutes: number | null;
    presenter: string | null;
    said: string;
    postponed: boolean;
    decisions: readonly string[];
    actions: readonly { text: string; owner: Person; dueInDays: number }[];
  }[];
  answers: readonly { person: Person; answer: MeetingAnswer }[];
  present: readonly Person[];
  approvedBy: readonly Person[];
}

/** Writes a fictional meeting, called some days before; nobody is told of it. */
export async function addDemonstrationMeeting(
  tx: Db,
  group: { id: string },
  meeting: DemonstrationMeeting,
  now: Date,
): Promise<void> {
  const today = machineDate(now);
  const day = dayLater(today, meeting.inDays);
  const [startsAt, endsAt] = [parisMoment(day, meeting.startsAt), parisMoment(day, meeting.endsAt)];
  const called = new Date(Math.min(now.getTime(), startsAt.getTime()) - 14 * 86_400_000);
  const silent = { announce: false } as const;
  const act = (by: Person, at: Date) => ({ by, now: at, publicUrl: '', mailFrom: null });
  const { id } = await callMeeting(
    tx,
    act(meeting.by, called),
    group,
    {
      title: meeting.title,
      startsAt,
      endsAt,
      place: meeting.place,
      link: meeting.place === null ? 'https://visio.example/demonstration' : null,
      audience: 'members',
      people: [],
      points: meeting.points.map(({ title, minutes, presenter }) => ({
        id: null,
        title,
        minutes,
        presenter,
      })),
    },
    silent,
  );
  for (const { person, answer } of meeting.answers)
    await answerMeeting(tx, { meetingId: id, accountId: person.id, now: called }, { answer, word: null });
  if (meeting.inDays >= 0) return;
  const during = act(meeting.by, new Date(startsAt.getTime() + 30 * 60_000));
  await markAttendance(tx, during, id, {
    people: meeting.present.map((person) => person.id),
    presence: 'present',
  });
  const items = await itemsOf(tx, id);
  for (const [index, point] of meeting.points.entries()) {
    const item = items[index];
    if (!item) continue;
    const from = { meetingId: id, itemId: item.id };
    if (point.said) await writeSection(tx, during, { ...from, version: 0 }, point.said);
    for (const text of point.decisions) await recordDecision(tx, during, from, text);
    for (const { text, owner, dueInDays } of point.actions)
      await recordAction(tx, during, from, {
        text,
        owner: `personne:${owner.id}`,
        dueOn: dayLater(today, dueInDays),
      });
    if (point.postponed) await postponeItem(tx, id, item.id, true);
  }
  if (meeting.approvedBy.length === 0) return;
  await proposeMinutes(tx, act(meeting.by, endsAt), id, silent);
  for (const person of meeting.approvedBy) await approveMinutes(tx, act(person, endsAt), id, silent);
}
