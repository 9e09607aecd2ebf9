import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { accountRoutes } from './account-routes.tsx';
import { dataExportRoutes } from './data-export-routes.tsx';
import { demonstrationRoutes } from './demonstration-routes.tsx';
import { firstAdministratorRoutes } from './first-administrator-routes.tsx';
import { signInRoutes } from './sign-in-routes.tsx';

export function routes(app: App, deps: Deps): void {
  signInRoutes(app, deps);
  accountRoutes(app, deps);
  dataExportRoutes(app, deps);
  firstAdministratorRoutes(app, deps);
  demonstrationRoutes(app, deps);
}
