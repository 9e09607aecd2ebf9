import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { alertRoutes } from './alerts/alert-routes.tsx';
import { dumpRoutes } from './data/dump-routes.ts';
import { linkedDataRoutes } from './data/linked-data-routes.ts';
import { listDataRoutes } from './data/list-data-routes.ts';
import { openDataRoutes } from './data/open-data-routes.tsx';
import { resourceDataRoutes } from './data/resource-data-routes.ts';
import { builderRoutes } from './embed/builder-routes.tsx';
import { embedRoutes } from './embed/embed-routes.tsx';
import { oembedRoutes } from './embed/oembed-routes.ts';
import { homeRoutes } from './home-routes.tsx';
import { linkRoutes } from './links/link-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { resourceRoutes } from './resource-routes.tsx';

export function routes(app: App, deps: Deps): void {
  homeRoutes(app, deps);
  listRoutes(app, deps);
  resourceRoutes(app, deps);
  resourceDataRoutes(app, deps);
  listDataRoutes(app, deps);
  linkedDataRoutes(app, deps);
  dumpRoutes(app, deps);
  openDataRoutes(app, deps);
  linkRoutes(app, deps);
  alertRoutes(app, deps);
  embedRoutes(app, deps);
  builderRoutes(app, deps);
  oembedRoutes(app, deps);
}
