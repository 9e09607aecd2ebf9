import type { Task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetWriter } from './departure.ts';

/** No task of its own, but a worker without pages deletes accounts too. */
export function tasks(): Task[] {
  onAccountDeletion(forgetWriter);
  return [];
}
