import { formatDate } from '../../ui/index.ts';
import { asMarkdown, type ProgressPart } from '../groups/index.ts';

/**
 * The meetings of all its members that a group held since its last progress point, for the draft of the next one. A smaller
 * meeting is nobody else's business.
 */
export const meetingsHeld: ProgressPart = async (db, { groupId, since, now }) => {
  const rows = await db
    .selectFrom('meetings')
    .select(['title', 'starts_at as startsAt'])
    .where('group_id', '=', groupId)
    .where('state', '=', 'called')
    .where('audience', '=', 'members')
    .where('ends_at', '<=', now)
    .$if(since !== null, (query) => query.where('ends_at', '>', since))
    .orderBy('starts_at')
    .limit(100)
    .execute();
  return {
    title: 'Les réunions tenues',
    lines: rows.map(({ title, startsAt }) => `${asMarkdown(title)}, le ${formatDate(startsAt)}`),
  };
};
