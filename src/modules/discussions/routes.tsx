import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { messageRoutes } from './message-routes.tsx';
import { threadRoutes } from './thread-routes.tsx';

export function discussionRoutes(app: App, deps: Deps): void {
  threadRoutes(app, deps);
  messageRoutes(app, deps);
}
