import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetParticipant } from './removal.ts';
import { remind } from './telling.ts';

export function tasks({ db, clock, settings, log }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetParticipant);
  return [
    task({
      name: 'meeting.remind',
      payload: z.unknown(),
      // Twice: what the morning could not do, the afternoon does.
      cron: '15 7,13 * * *',
      run: async () => {
        const act = { now: clock.now(), publicUrl: settings.publicUrl, mailFrom: settings.mailFrom };
        let [total, last] = [0, 0];
        do {
          last = await remind(db, act);
          total += last;
        } while (last > 0);
        if (total > 0) log.info({ count: total }, 'people reminded of a meeting');
      },
    }),
  ];
}
