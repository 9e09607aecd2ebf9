import type { Db } from '../../platform/database/index.ts';
import { spanLine } from '../../ui/index.ts';
import { meetingHref, minutesHref } from './addresses.ts';
import { pointWords } from './mails.ts';
import { findMeeting, itemsOf } from './meeting.ts';

/** What is told to a group of one of its meetings. */
export interface MeetingNews {
  groupId: string;
  authorId: string | null;
  at: Date;
  title: string;
  text: string;
  url: string;
  /** Those who were written to in person: they need no other mail of it. */
  told: readonly string[];
}

/** For the news `meeting.called`; null once it was called off. */
export async function findCalledMeeting(db: Db, id: string): Promise<MeetingNews | null> {
  const meeting = await findMeeting(db, id);
  if (!meeting || meeting.state === 'cancelled') return null;
  const [items, invited, { created_by, created_at }] = await Promise.all([
    itemsOf(db, id),
    db.selectFrom('meeting_invitations').select('account_id').where('meeting_id', '=', id).execute(),
    db
      .selectFrom('meetings')
      .select(['created_by', 'created_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    groupId: meeting.group.id,
    authorId: created_by,
    at: created_at,
    title: meeting.title,
    text: [
      `${spanLine(meeting)}.`,
      ...items.filter(({ isOther }) => !isOther).map((item, index) => `${index + 1}. ${pointWords(item)}`),
    ].join('\n'),
    url: meetingHref(id),
    told: invited.map(({ account_id }) => account_id),
  };
}

/** For the news `minutes.approved`; null while they are not. */
export async function findApprovedMinutes(db: Db, id: string): Promise<MeetingNews | null> {
  const meeting = await findMeeting(db, id);
  if (!meeting?.approvedAt || meeting.minutesState !== 'approved') return null;
  const outcomes = await db
    .selectFrom('meeting_outcomes')
    .select(['kind', 'text'])
    .where('meeting_id', '=', id)
    .orderBy('kind')
    .orderBy('created_at')
    .limit(50)
    .execute();
  return {
    groupId: meeting.group.id,
    authorId: null,
    at: meeting.approvedAt,
    title: meeting.title,
    text: [
      `Le compte rendu de la réunion du ${spanLine(meeting).toLowerCase()} est approuvé.`,
      ...outcomes.map(({ kind, text }) => `- ${kind === 'decision' ? 'Décision' : 'Action'} : ${text}`),
    ].join('\n'),
    url: minutesHref(id),
    told: [],
  };
}
