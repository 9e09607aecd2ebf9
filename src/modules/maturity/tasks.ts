import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { machineDate } from '../../ui/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetSender, purgeMaturity } from './assessments.ts';
import { releaseCounts } from './counting.ts';

export function tasks({ db, clock, log }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetSender);
  return [
    task({
      name: 'maturity.count',
      payload: z.unknown(),
      cron: '25 * * * *',
      run: async () => {
        const changed = await releaseCounts(db);
        if (changed > 0) log.info({ changed }, 'self-assessments of authorities counted');
      },
    }),
    task({
      name: 'maturity.purge',
      payload: z.unknown(),
      cron: '35 3 * * *',
      run: async () => {
        const forgotten = await purgeMaturity(db, machineDate(clock.now()));
        if (forgotten > 0) log.info({ forgotten }, 'self-assessments past their time forgotten');
      },
    }),
  ];
}
