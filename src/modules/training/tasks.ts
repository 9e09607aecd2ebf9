import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { byOf } from './access.ts';
import { leaving } from './leaving.ts';
import { purgeRequests } from './registrations/asking.ts';
import { sendOwnLink } from './registrations/own-link.ts';
import { sendLinkTask } from './registrations/own-routes.tsx';
import { askFollowUp, remind } from './registrations/telling.ts';
import { purgeRegistrations } from './removal.ts';
import { forgetPastSessions } from './sessions/search-entry.ts';

export function tasks(deps: Deps): Task[] {
  const { db, clock, log } = deps;
  // A worker without pages deletes accounts too.
  onAccountDeletion(leaving(deps));
  /** Until nobody is left: each turn takes some hundreds of people. */
  const untilNone = async (turn: () => Promise<number>): Promise<number> => {
    let [total, last] = [0, 0];
    do {
      last = await turn();
      total += last;
    } while (last > 0);
    return total;
  };
  return [
    task({
      name: sendLinkTask,
      payload: z.object({ request: z.uuid(), email: z.string() }),
      run: (asked) => db.transaction().execute((tx) => sendOwnLink(tx, byOf(deps, null), asked)),
    }),
    task({
      name: 'training.remind',
      payload: z.unknown(),
      // Twice: what the morning could not do, the afternoon does.
      cron: '10 7,13 * * *',
      run: async () => {
        const count = await untilNone(() => remind(db, byOf(deps, null)));
        if (count > 0) log.info({ count }, 'people reminded of a session');
      },
    }),
    task({
      name: 'training.follow-up',
      payload: z.unknown(),
      cron: '20 8 * * *',
      run: async () => {
        const count = await untilNone(() => askFollowUp(db, byOf(deps, null)));
        if (count > 0) log.info({ count }, 'people asked what they put into practice');
      },
    }),
    task({
      name: 'training.purge',
      payload: z.unknown(),
      cron: '45 3 * * *',
      run: async () => {
        const now = clock.now();
        await purgeRequests(db, now);
        await forgetPastSessions(db, now);
        const count = await purgeRegistrations(db, now);
        if (count > 0) log.info({ count }, 'registrations forgotten');
      },
    }),
  ];
}
