import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { turnDecisions } from './closing.ts';
import { forgetVoter } from './removal.ts';

export function tasks({ db, clock, log, settings: { publicUrl } }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetVoter);
  return [
    task({
      name: 'decision.turn',
      payload: z.unknown(),
      cron: '*/5 * * * *',
      run: async () => {
        const count = await turnDecisions(db, { now: clock.now(), publicUrl });
        if (count > 0) log.info({ count }, 'decisions opened or counted');
      },
    }),
  ];
}
