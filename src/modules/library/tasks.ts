import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { sweepFiles } from '../../platform/files/index.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { tellOfCorrection } from './corrections.ts';

const day = 24 * 60 * 60 * 1000;

export function tasks(deps: Deps): Task[] {
  return [
    task({
      name: 'files.sweep',
      payload: z.unknown(),
      cron: '17 3 * * *',
      run: async (_payload, signal) => {
        const before = new Date(deps.clock.now().getTime() - day);
        const deleted = await sweepFiles(deps.db, deps.files, before, signal);
        if (deleted > 0) deps.log.info({ deleted }, 'files without a row deleted');
      },
    }),
    task({
      name: 'deliverable.corrected',
      payload: z.object({ id: z.uuid() }),
      run: ({ id }) => tellOfCorrection(deps.db, id, deps.settings.publicUrl),
    }),
  ];
}
