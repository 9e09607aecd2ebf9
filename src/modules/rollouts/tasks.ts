import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { applyTask, undoTask } from './import/actions.ts';
import { applyImport, undoImport } from './import/running.ts';
import { askAuthorities, forgetReminders } from './reminders.ts';

const payload = z.object({ rollout: z.string(), id: z.uuid() });

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetReminders);
  return [
    task({ name: applyTask, payload, run: (job, signal) => applyImport(deps, { ...job, signal }) }),
    task({ name: undoTask, payload, run: (job, signal) => undoImport(deps, { ...job, signal }) }),
    task({
      name: 'rollouts.ask-authorities',
      payload: z.unknown(),
      // On Tuesdays, when mails are read.
      cron: '10 6 * * 2',
      run: async (_payload, signal) => {
        const count = await askAuthorities(deps, signal);
        if (count > 0) deps.log.info({ count }, 'authorities asked where they stand');
      },
    }),
  ];
}
