import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { confirmingRoutes } from './contributions/confirming-routes.tsx';
import { duplicatesRoutes } from './contributions/duplicates-routes.tsx';
import { proposingRoutes } from './contributions/proposing-routes.tsx';
import { forgetContributor } from './contributions/purge.ts';
import { queueRoutes } from './contributions/queue-routes.tsx';
import { editingRoutes } from './editing/editing-routes.tsx';
import { historyRoutes } from './editing/history-routes.tsx';
import { homeRoutes } from './home-routes.tsx';
import { importRoutes } from './import/import-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { resourceRoutes } from './resource-routes.tsx';
import { selectionRoutes } from './selections/selection-routes.tsx';
import { taxonomyRoutes } from './taxonomy-pages/taxonomy-routes.tsx';

export function routes(app: App, deps: Deps): void {
  homeRoutes(app, deps);
  listRoutes(app, deps);
  resourceRoutes(app, deps);
  editingRoutes(app, deps);
  historyRoutes(app, deps);
  proposingRoutes(app, deps);
  confirmingRoutes(app, deps);
  duplicatesRoutes(app, deps);
  queueRoutes(app, deps);
  importRoutes(app, deps);
  taxonomyRoutes(app, deps);
  selectionRoutes(app, deps);
  onAccountDeletion(forgetContributor);
}
