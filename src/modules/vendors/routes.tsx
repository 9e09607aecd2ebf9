import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { alikeRoutes } from './alike-routes.tsx';
import { contestRoutes } from './contest-routes.tsx';
import { customerRoutes } from './customer-routes.tsx';
import { fileRoutes } from './file-routes.tsx';
import { manageRoutes } from './manage-routes.tsx';
import { forgetPerson } from './opening.ts';
import { publicRoutes } from './public-routes.tsx';
import { spaceRoutes } from './space-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetPerson);
  publicRoutes(app, deps);
  alikeRoutes(app, deps);
  contestRoutes(app, deps);
  spaceRoutes(app, deps);
  customerRoutes(app, deps);
  fileRoutes(app, deps);
  manageRoutes(app, deps);
}
