import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onThreadMoved } from '../discussions/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { followThread, forgetInModeration, purgeCases } from './retention.ts';

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetInModeration);
  onThreadMoved(followThread);
  return [
    task({
      name: 'moderation.purge',
      payload: z.unknown(),
      cron: '49 3 * * *',
      run: async () => {
        const count = await purgeCases(deps.db, deps.clock.now());
        if (count > 0) deps.log.info({ count }, 'old cases of moderation purged');
      },
    }),
  ];
}
