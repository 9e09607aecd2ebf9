import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import type { SiteAddress } from '../../platform/site-addresses.ts';
import { editorRoutes } from './editor/routes.tsx';
import { groupPageRoutes } from './groups/routes.tsx';
import { homeRoutes } from './home/routes.tsx';
import { imageManagementRoutes } from './images/manage-routes.tsx';
import { imageRoutes } from './images/routes.ts';
import { organisationPageRoutes } from './organisations/routes.tsx';
import { newsRoutes, pageRoutes } from './pages/routes.tsx';
import { searchRoutes } from './search/routes.tsx';
import { siteMapRoutes } from './sitemap/routes.tsx';

/** What the other modules give the portal. */
interface PortalParts {
  /** Public pages of all modules, but those of the authorities. */
  addresses: () => Promise<SiteAddress[]>;
}

export function routes(app: App, deps: Deps, { addresses }: PortalParts): void {
  homeRoutes(app, deps);
  groupPageRoutes(app, deps);
  organisationPageRoutes(app, deps);
  newsRoutes(app, deps);
  imageRoutes(app, deps);
  imageManagementRoutes(app, deps);
  editorRoutes(app, deps);
  searchRoutes(app, deps);
  siteMapRoutes(app, deps, addresses);
  pageRoutes(app, deps);
}
