import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { groupFormRoutes } from './group-routes.tsx';
import { keyRoutes } from './key-routes.tsx';
import { defineGroupActs } from './keyed-acts.ts';
import { endOpeningsOf } from './openings/actions.ts';
import { openingRoutes } from './openings/routes.tsx';
import { commentRoutes } from './plan/comment-routes.tsx';
import { planRoutes } from './plan/step-routes.tsx';
import { taskListRoutes } from './plan/task-list-routes.tsx';
import { taskRoutes } from './plan/task-routes.tsx';
import type { ProgressPart } from './progress-draft.ts';
import { progressRoutes } from './progress-routes.tsx';
import { releaseTasksOf } from './removal.ts';
import { steeringRoutes } from './steering-routes.tsx';

/**
 * The working pages of the groups; those that the public reads are the portal's. `progressParts`: what modules above know
 * of the work of a group, for the draft of its progress point.
 */
export function routes(
  app: App,
  deps: Deps,
  { progressParts }: { progressParts: readonly ProgressPart[] },
): void {
  onAccountDeletion(releaseTasksOf);
  onAccountDeletion(endOpeningsOf);
  groupFormRoutes(app, deps);
  defineGroupActs();
  steeringRoutes(app, deps);
  keyRoutes(app, deps);
  openingRoutes(app, deps);
  planRoutes(app, deps);
  taskListRoutes(app, deps);
  taskRoutes(app, deps);
  commentRoutes(app, deps);
  progressRoutes(app, deps, progressParts);
}
