import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { audienceRoutes } from './audience-routes.tsx';
import { concernedRoutes } from './concerned-routes.tsx';
import { decidingRoutes } from './deciding-routes.tsx';
import { forgetWriter } from './departure.ts';
import { editingRoutes } from './editing-routes.tsx';
import { experienceRoutes } from './experience-routes.tsx';
import { feedRoutes } from './feed-routes.ts';
import { grantRoutes } from './grant-routes.tsx';
import { historyRoutes } from './history-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { measureRoutes } from './measure-routes.tsx';
import { milestoneAudienceRoutes } from './milestone-audience-routes.tsx';
import { milestoneRoutes } from './milestone-routes.tsx';
import type { AgendaOptions } from './parts-above.ts';
import { proposalRoutes } from './proposal-routes.tsx';
import { workRoutes } from './work-routes.tsx';

export function routes(app: App, deps: Deps, options: AgendaOptions = {}): void {
  onAccountDeletion(forgetWriter);
  listRoutes(app, deps);
  measureRoutes(app, deps, options);
  concernedRoutes(app, deps);
  feedRoutes(app, deps);
  editingRoutes(app, deps);
  audienceRoutes(app, deps);
  milestoneRoutes(app, deps);
  milestoneAudienceRoutes(app, deps);
  experienceRoutes(app, deps);
  proposalRoutes(app, deps);
  decidingRoutes(app, deps);
  historyRoutes(app, deps);
  grantRoutes(app, deps);
  workRoutes(app, deps);
}
