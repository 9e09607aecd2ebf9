import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { draftRoutes } from './draft-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { liveRoutes } from './live-routes.ts';
import { messageActRoutes } from './message-act-routes.tsx';
import { messageRoutes } from './message-routes.tsx';
import { forgetReader } from './reading.ts';
import { threadActRoutes } from './thread-act-routes.tsx';
import { threadRoutes } from './thread-routes.tsx';

export function discussionRoutes(app: App, deps: Deps): void {
  onAccountDeletion(forgetReader);
  listRoutes(app, deps);
  threadRoutes(app, deps);
  threadActRoutes(app, deps);
  messageRoutes(app, deps);
  messageActRoutes(app, deps);
  attachmentRoutes(app, deps);
  draftRoutes(app, deps);
  liveRoutes(app, deps);
}
