import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { answerRoutes } from './answer-routes.tsx';
import { feedRoutes } from './feed-routes.ts';
import { followRoutes } from './follow-routes.tsx';
import { forgetPerson } from './forgetting.ts';
import { markRoutes } from './mark-routes.tsx';
import { whatIfRoutes } from './what-if-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetPerson);
  answerRoutes(app, deps);
  whatIfRoutes(app, deps);
  markRoutes(app, deps);
  followRoutes(app, deps);
  feedRoutes(app, deps);
}
