import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetWriter } from './departure.ts';
import { laterTask, tellKeepersLater } from './keepers.ts';

export function tasks({ db, clock, settings: { publicUrl } }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetWriter);
  return [
    task({
      name: laterTask,
      payload: z.unknown(),
      run: () => db.transaction().execute((tx) => tellKeepersLater(tx, { now: clock.now(), publicUrl })),
    }),
  ];
}
