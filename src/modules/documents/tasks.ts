import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { sweepBin } from './bin-actions.ts';

export function tasks(deps: Deps): Task[] {
  return [
    task({
      name: 'documents.sweep',
      payload: z.unknown(),
      cron: '5 3 * * *',
      run: async () => {
        const files = await sweepBin(deps.db, deps.clock.now());
        if (files > 0) deps.log.info({ files }, 'files of the bin deleted');
      },
    }),
  ];
}
