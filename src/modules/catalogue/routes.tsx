import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { homeRoutes } from './home-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { resourceRoutes } from './resource-routes.tsx';

export function routes(app: App, deps: Deps): void {
  homeRoutes(app, deps);
  listRoutes(app, deps);
  resourceRoutes(app, deps);
}
