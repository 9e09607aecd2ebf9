import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { groupFormRoutes } from './group-routes.tsx';
import { keyRoutes } from './key-routes.tsx';
import { defineGroupActs } from './keyed-acts.ts';
import { planRoutes } from './plan-routes.tsx';
import { progressRoutes } from './progress-routes.tsx';
import { steeringRoutes } from './steering-routes.tsx';

/** The working pages of the groups; those that the public reads are the portal's. */
export function routes(app: App, deps: Deps): void {
  groupFormRoutes(app, deps);
  defineGroupActs();
  steeringRoutes(app, deps);
  keyRoutes(app, deps);
  planRoutes(app, deps);
  progressRoutes(app, deps);
}
