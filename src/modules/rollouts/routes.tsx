import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { callRoutes } from './call-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { nationalRoutes } from './national-routes.tsx';
import type { PagesOf } from './pages-above.ts';

export async function rolloutRoutes(app: App, deps: Deps, { pagesOf }: { pagesOf: PagesOf }): Promise<void> {
  await nationalRoutes(app, deps, pagesOf);
  listRoutes(app, deps, pagesOf);
  callRoutes(app, deps, pagesOf);
}
