import type { Deps } from '../../platform/deps.ts';
import type { Task } from '../../platform/jobs/index.ts';
import { linkTasks } from './links/link-tasks.ts';

export function tasks(deps: Deps): Task[] {
  return linkTasks(deps);
}
