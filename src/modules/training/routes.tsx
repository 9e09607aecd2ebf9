import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { attestationRoutes } from './attendance/attestation-routes.tsx';
import { participantRoutes } from './attendance/participant-routes.tsx';
import { followUpRoutes } from './follow-up/routes.tsx';
import { leaving } from './leaving.ts';
import { pathEditRoutes } from './paths/edit-routes.tsx';
import { pathRoutes } from './paths/path-routes.tsx';
import { ownRoutes } from './registrations/own-routes.tsx';
import { registerRoutes } from './registrations/register-routes.tsx';
import { sessionEditRoutes } from './sessions/edit-routes.tsx';
import { sessionListRoutes } from './sessions/list-routes.tsx';
import { sessionRoutes } from './sessions/one-routes.tsx';
import { workRoutes } from './work-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(leaving(deps));
  sessionListRoutes(app, deps);
  sessionRoutes(app, deps);
  sessionEditRoutes(app, deps);
  registerRoutes(app, deps);
  ownRoutes(app, deps);
  participantRoutes(app, deps);
  attestationRoutes(app, deps);
  followUpRoutes(app, deps);
  pathRoutes(app, deps);
  pathEditRoutes(app, deps);
  workRoutes(app, deps);
}
