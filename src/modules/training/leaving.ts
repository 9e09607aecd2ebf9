import type { Deps } from '../../platform/deps.ts';
import type { AccountDeletion } from '../identity/index.ts';
import { byOf } from './access.ts';
import { forgetTrainee } from './removal.ts';

const kept = new WeakMap<Deps, AccountDeletion>();

/** What is done when an account is deleted; the same function for the same instance, so that it is done once. */
export function leaving(deps: Deps): AccountDeletion {
  const handler = kept.get(deps) ?? ((tx, accountId) => forgetTrainee(tx, byOf(deps, null), accountId));
  kept.set(deps, handler);
  return handler;
}
