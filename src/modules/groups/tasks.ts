import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { askDormantGroups } from './dormancy.ts';
import { expireRequests } from './keys/actions.ts';
import { endOpeningsOf, purgeOpenings } from './openings/actions.ts';
import { releaseTasksOf } from './removal.ts';

export function tasks({ db, clock, log, settings: { publicUrl } }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(releaseTasksOf);
  onAccountDeletion(endOpeningsOf);
  return [
    task({
      name: 'key.expire',
      payload: z.unknown(),
      cron: '5 * * * *',
      run: async () => {
        const count = await expireRequests(db, clock.now());
        if (count > 0) log.info({ count }, 'requests for a key expired');
      },
    }),
    task({
      name: 'opening.purge',
      payload: z.unknown(),
      cron: '15 3 * * *',
      run: async () => {
        const count = await purgeOpenings(db, clock.now());
        if (count > 0) log.info({ count }, 'old openings of groups forgotten');
      },
    }),
    task({
      name: 'group.ask-dormant',
      payload: z.unknown(),
      cron: '40 7 * * *',
      run: async () => {
        const count = await askDormantGroups(db, { now: clock.now(), publicUrl });
        if (count > 0) log.info({ count }, 'sleeping groups asked what becomes of them');
      },
    }),
  ];
}
