import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { concernedRoutes } from './concerned-routes.tsx';
import { feedRoutes } from './feed-routes.ts';
import { listRoutes } from './list-routes.tsx';
import { measureRoutes } from './measure-routes.tsx';

export function routes(app: App, deps: Deps): void {
  listRoutes(app, deps);
  measureRoutes(app, deps);
  concernedRoutes(app, deps);
  feedRoutes(app, deps);
}
