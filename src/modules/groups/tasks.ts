import type { Task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { releaseTasksOf } from './removal.ts';

export function tasks(): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(releaseTasksOf);
  return [];
}
