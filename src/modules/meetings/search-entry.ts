import type { Db } from '../../platform/database/index.ts';
import { plainText } from '../../platform/markdown/index.ts';
import { indexInScope, removeFromScope } from '../../platform/search/index.ts';
import { spanLine } from '../../ui/index.ts';
import { meetingHref, minutesHref } from './addresses.ts';
import { itemsOf, type Meeting, meetingOf, selectMeetings } from './meeting.ts';

const source = 'meeting';

/** Makes a meeting and what was said there findable by the people of its group, and by nobody else. */
export async function indexMeeting(tx: Db, meeting: Meeting): Promise<void> {
  if (meeting.state === 'cancelled') return forgetMeetings(tx, [meeting.id]);
  const [items, { outcomes }, { created_by }] = [
    await itemsOf(tx, meeting.id),
    await tx
      .selectFrom('meeting_outcomes')
      .where('meeting_id', '=', meeting.id)
      .select((eb) => eb.fn.agg<string | null>('string_agg', ['text', eb.val('\n')]).as('outcomes'))
      .executeTakeFirstOrThrow(),
    await tx
      .selectFrom('meetings')
      .select('created_by')
      .where('id', '=', meeting.id)
      .executeTakeFirstOrThrow(),
  ];
  const written = items.some(({ version }) => version > 0);
  await indexInScope(tx, source, meeting.id, [
    {
      kind: 'meeting',
      scopeId: meeting.group.id,
      authorId: created_by,
      at: meeting.startsAt,
      url: written ? minutesHref(meeting.id) : meetingHref(meeting.id),
      title: meeting.title,
      body: [
        `${spanLine(meeting)}.`,
        ...items.flatMap(({ title, body, isOther }) => [isOther ? '' : title, plainText(body, '')]),
        outcomes ?? '',
      ]
        .filter(Boolean)
        .join('\n'),
    },
  ]);
}

export const forgetMeetings = (tx: Db, ids: readonly string[]): Promise<void> =>
  removeFromScope(tx, source, ids);

/** All of them again, after what the search keeps of them has changed. */
export async function indexAllMeetings(tx: Db): Promise<void> {
  for (const row of await selectMeetings(tx).execute()) await indexMeeting(tx, meetingOf(row));
}
