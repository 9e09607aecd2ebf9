import type { Db } from '../../platform/database/index.ts';
import { type AgendaPoint, mostPoints } from './agenda-rows.ts';
import { itemsOf, type Meeting } from './meeting.ts';
import { openActions } from './outcomes.ts';
import { outcomeWords } from './words.ts';

const mostActions = 15;
const longestTitle = 200;

/** The agenda that the next meeting begins with: what meetings left to do, then what this one left aside. */
export async function seededPoints(db: Db, previous: Pick<Meeting, 'id' | 'group'>): Promise<AgendaPoint[]> {
  const [actions, items] = await Promise.all([
    openActions(db, previous.group.id, mostActions),
    itemsOf(db, previous.id),
  ]);
  return [
    ...actions.map((action) => ({
      id: null,
      title: shortened(`Suivi : ${outcomeWords(action)}`),
      minutes: null,
      presenter: null,
    })),
    ...items
      .filter(({ postponed }) => postponed)
      .map(({ title, minutes, presenter }) => ({ id: null, title, minutes, presenter })),
  ].slice(0, mostPoints);
}

const shortened = (text: string): string =>
  text.length <= longestTitle ? text : `${text.slice(0, longestTitle - 1)}…`;
