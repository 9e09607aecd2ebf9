import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { answerRoutes } from './answer-routes.tsx';
import { authoringRoutes } from './authoring-routes.tsx';
import { contactRoutes } from './contact-routes.tsx';
import { manageRoutes } from './manage-routes.tsx';
import { forgetParticipant } from './participation.ts';
import { publicRoutes } from './public-routes.tsx';
import { resultsRoutes } from './results-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetParticipant);
  publicRoutes(app, deps);
  answerRoutes(app, deps);
  contactRoutes(app, deps);
  manageRoutes(app, deps);
  authoringRoutes(app, deps);
  resultsRoutes(app, deps);
}
