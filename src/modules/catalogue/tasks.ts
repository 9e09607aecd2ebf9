import type { Deps } from '../../platform/deps.ts';
import type { Task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { alertTasks } from './alerts/alert-tasks.ts';
import { forgetAlerts } from './alerts/alerts.ts';
import { linkTasks } from './links/link-tasks.ts';

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetAlerts);
  return [...linkTasks(deps), ...alertTasks(deps)];
}
