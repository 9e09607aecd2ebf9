import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { homeRoutes } from './home-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import type { CataloguePagesAbove } from './pages-above.ts';
import { resourceRoutes } from './resource-routes.tsx';

export function routes(app: App, deps: Deps, above: CataloguePagesAbove = {}): void {
  homeRoutes(app, deps);
  listRoutes(app, deps, above);
  resourceRoutes(app, deps, above);
}
