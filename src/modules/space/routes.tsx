import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { groupHomeRoutes } from './group-routes.tsx';
import { handoverRoutes } from './handover-routes.tsx';
import { homeRoutes } from './home-routes.tsx';
import { welcomeRoutes } from './welcome-routes.tsx';

export function routes(app: App, deps: Deps): void {
  homeRoutes(app, deps);
  groupHomeRoutes(app, deps);
  welcomeRoutes(app, deps);
  handoverRoutes(app, deps);
}
