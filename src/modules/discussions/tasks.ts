import type { Task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetReader } from './reading.ts';

/** A worker without pages deletes accounts too. */
export function tasks(): Task[] {
  onAccountDeletion(forgetReader);
  return [];
}
