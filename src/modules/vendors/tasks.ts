import { onAccountDeletion } from '../identity/index.ts';
import { forgetPerson } from './opening.ts';

/** A worker without pages deletes accounts too. */
export function tasks(): [] {
  onAccountDeletion(forgetPerson);
  return [];
}
