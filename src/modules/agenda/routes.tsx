import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetWriter } from './departure.ts';
import { editingRoutes } from './editing-routes.tsx';
import { experienceRoutes } from './experience-routes.tsx';
import { grantRoutes } from './grant-routes.tsx';
import { historyRoutes } from './history-routes.tsx';
import { milestoneRoutes } from './milestone-routes.tsx';
import { proposalRoutes } from './proposal-routes.tsx';
import { workRoutes } from './work-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetWriter);
  editingRoutes(app, deps);
  milestoneRoutes(app, deps);
  experienceRoutes(app, deps);
  proposalRoutes(app, deps);
  historyRoutes(app, deps);
  grantRoutes(app, deps);
  workRoutes(app, deps);
}
