import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { keepingRoutes } from './keeping-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { registerRoutes } from './register-routes.tsx';
import { forgetVoter } from './removal.ts';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetVoter);
  publicRoutes(app, deps);
  keepingRoutes(app, deps);
  registerRoutes(app, deps);
}
