import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetPerson } from './departure.ts';
import { emergencyRoutes } from './emergency-routes.tsx';
import { guideRoutes } from './guide-routes.tsx';
import { homeRoutes } from './home-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { resourceRoutes } from './resource-routes.tsx';
import { useRoutes } from './use-routes.tsx';
import { voiceRoutes } from './voice-routes.tsx';

export async function routes(app: App, deps: Deps): Promise<void> {
  onAccountDeletion(forgetPerson);
  homeRoutes(app, deps);
  listRoutes(app, deps);
  guideRoutes(app, deps);
  resourceRoutes(app, deps);
  voiceRoutes(app, deps);
  useRoutes(app, deps);
  await emergencyRoutes(app, deps);
}
