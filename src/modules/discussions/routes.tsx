import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetReader } from './actions.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { liveRoutes } from './live-routes.ts';
import { messageRoutes } from './message-routes.tsx';
import { threadRoutes } from './thread-routes.tsx';

export function discussionRoutes(app: App, deps: Deps): void {
  onAccountDeletion(forgetReader);
  threadRoutes(app, deps);
  messageRoutes(app, deps);
  attachmentRoutes(app, deps);
  liveRoutes(app, deps);
}
