import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type Task, task } from '../../../platform/jobs/index.ts';
import { purgeUnconfirmed } from './alerts.ts';
import { tellSubscribers } from './digests.ts';

export function alertTasks(deps: Deps): Task[] {
  return [
    task({
      name: 'catalogue.tell-subscribers',
      payload: z.unknown(),
      // Every day, so that nobody waits for long the first time; each subscriber hears once a week at most.
      cron: '40 5 * * *',
      run: async (_payload, signal) => {
        const count = await tellSubscribers(deps, signal);
        if (count > 0) deps.log.info({ count }, 'subscribers of the catalogues told');
      },
    }),
    task({
      name: 'catalogue.purge-alerts',
      payload: z.unknown(),
      cron: '55 3 * * *',
      run: async () => {
        const count = await purgeUnconfirmed(deps.db, deps.clock.now());
        if (count > 0) deps.log.info({ count }, 'unconfirmed alerts purged');
      },
    }),
  ];
}
