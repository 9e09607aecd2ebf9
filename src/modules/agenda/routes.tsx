import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { listRoutes } from './list-routes.tsx';
import { measureRoutes } from './measure-routes.tsx';

export function routes(app: App, deps: Deps): void {
  listRoutes(app, deps);
  measureRoutes(app, deps);
}
