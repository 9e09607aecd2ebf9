import type { Db } from '../../platform/database/index.ts';
import { plainText } from '../../platform/markdown/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';
import { spanLine } from '../../ui/index.ts';
import { meetingHref, minutesHref } from './addresses.ts';
import { itemsOf, type Meeting } from './meeting.ts';

/** Makes a meeting and what was said there findable by the people of its group, and by nobody else. */
export async function indexMeeting(tx: Db, meeting: Meeting): Promise<void> {
  if (meeting.state === 'cancelled') return removeEntry(tx, 'meeting', meeting.id);
  const [items, { outcomes }] = [
    await itemsOf(tx, meeting.id),
    await tx
      .selectFrom('meeting_outcomes')
      .where('meeting_id', '=', meeting.id)
      .select((eb) => eb.fn.agg<string | null>('string_agg', ['text', eb.val('\n')]).as('outcomes'))
      .executeTakeFirstOrThrow(),
  ];
  const written = items.some(({ version }) => version > 0);
  await indexEntry(tx, {
    kind: 'meeting',
    key: meeting.id,
    url: written ? minutesHref(meeting.id) : meetingHref(meeting.id),
    title: meeting.title,
    summary: `${spanLine(meeting)}. ${meeting.group.title}`,
    body: [
      ...items.flatMap(({ title, body, isOther }) => [isOther ? '' : title, plainText(body, '')]),
      outcomes ?? '',
    ]
      .filter(Boolean)
      .join('\n'),
    audience: `group:${meeting.group.id}`,
  });
}
