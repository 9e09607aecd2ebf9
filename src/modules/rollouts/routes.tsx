import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { callRoutes } from './call-routes.tsx';
import { contestRoutes } from './contest-routes.tsx';
import { importRoutes } from './import-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { nationalRoutes } from './national-routes.tsx';
import { oneRoutes } from './one-routes.tsx';
import { tellRoutes } from './tell-routes.tsx';

export async function routes(app: App, deps: Deps): Promise<void> {
  await nationalRoutes(app, deps);
  listRoutes(app, deps);
  oneRoutes(app, deps);
  tellRoutes(app, deps);
  contestRoutes(app, deps);
  callRoutes(app, deps);
  importRoutes(app, deps);
}
