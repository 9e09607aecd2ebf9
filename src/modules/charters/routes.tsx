import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { charterRoutes } from './charter-routes.tsx';
import { manageRoutes } from './manage-routes.tsx';
import { registerRoutes } from './register-routes.tsx';
import { reviewRoutes } from './review-routes.tsx';
import { signRoutes } from './sign-routes.tsx';
import { verifyRoutes } from './verify-routes.tsx';

export function routes(app: App, deps: Deps): void {
  verifyRoutes(app, deps);
  charterRoutes(app, deps);
  signRoutes(app, deps);
  reviewRoutes(app, deps);
  registerRoutes(app, deps);
  manageRoutes(app, deps);
}
