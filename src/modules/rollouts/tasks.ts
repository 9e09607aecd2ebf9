import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { applyTask, undoTask } from './import/actions.ts';
import { applyImport, undoImport } from './import/running.ts';

const payload = z.object({ rollout: z.string(), id: z.uuid() });

export function tasks(deps: Deps): Task[] {
  return [
    task({ name: applyTask, payload, run: (job, signal) => applyImport(deps, { ...job, signal }) }),
    task({ name: undoTask, payload, run: (job, signal) => undoImport(deps, { ...job, signal }) }),
  ];
}
