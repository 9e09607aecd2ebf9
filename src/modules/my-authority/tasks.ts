import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { purgeUnconfirmed } from './followers.ts';
import { forgetPerson } from './forgetting.ts';
import { tellFollowers } from './telling.ts';

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetPerson);
  return [
    task({
      name: 'authority.tell-followers',
      payload: z.unknown(),
      // Every day, so that a deadline is told in time; each follower hears once a month at most.
      cron: '20 5 * * *',
      run: async (_payload, signal) => {
        const count = await tellFollowers(deps, signal);
        if (count > 0) deps.log.info({ count }, 'followers of authorities told');
      },
    }),
    task({
      name: 'authority.purge-followers',
      payload: z.unknown(),
      cron: '50 3 * * *',
      run: async () => {
        const count = await purgeUnconfirmed(deps.db, deps.clock.now());
        if (count > 0) deps.log.info({ count }, 'unconfirmed followers purged');
      },
    }),
  ];
}
