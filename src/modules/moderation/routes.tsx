import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onThreadMoved } from '../discussions/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { queueRoutes } from './queue-routes.tsx';
import { followThread, forgetInModeration } from './retention.ts';
import { thingRoutes } from './thing-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetInModeration);
  onThreadMoved(followThread);
  thingRoutes(app, deps);
  queueRoutes(app, deps);
}
