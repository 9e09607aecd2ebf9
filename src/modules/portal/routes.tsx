import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { editorRoutes } from './editor/routes.tsx';
import { groupPageRoutes } from './groups/routes.tsx';
import { homeRoutes } from './home/routes.tsx';
import { imageManagementRoutes } from './images/manage-routes.tsx';
import { imageRoutes } from './images/routes.ts';
import { organisationPageRoutes } from './organisations/routes.tsx';
import { newsRoutes, pageRoutes } from './pages/routes.tsx';
import { searchRoutes } from './search/routes.tsx';
import { siteMapRoutes } from './sitemap/routes.tsx';

export function routes(app: App, deps: Deps): void {
  homeRoutes(app, deps);
  groupPageRoutes(app, deps);
  organisationPageRoutes(app, deps);
  newsRoutes(app, deps);
  imageRoutes(app, deps);
  imageManagementRoutes(app, deps);
  editorRoutes(app, deps);
  searchRoutes(app, deps);
  siteMapRoutes(app, deps);
  pageRoutes(app, deps);
}
