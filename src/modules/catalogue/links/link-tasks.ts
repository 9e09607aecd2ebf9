import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type Task, task } from '../../../platform/jobs/index.ts';
import { checkLinks } from './check-links.ts';
import { tellDeadLinks } from './tell-keepers.ts';

export const checkTask = 'catalogue.check-links';

export function linkTasks(deps: Deps): Task[] {
  return [
    task({
      name: checkTask,
      payload: z.unknown(),
      // Every night, for those whose turn has come: once a week each, every day while it fails.
      cron: '40 1 * * *',
      run: async (_payload, signal) => {
        if (!deps.settings.checksLinks) return;
        const { checked, offline } = await checkLinks(deps, { signal });
        if (offline)
          deps.log.warn('no link of the catalogues could be checked: nothing answers, our network included');
        if (checked > 0) deps.log.info({ count: checked }, 'links of the catalogues checked');
      },
    }),
    task({
      name: 'catalogue.tell-dead-links',
      payload: z.unknown(),
      // On Mondays.
      cron: '15 6 * * 1',
      run: async () => {
        const count = await tellDeadLinks(deps);
        if (count > 0) deps.log.info({ count }, 'keepers of catalogues told of dead links');
      },
    }),
  ];
}
