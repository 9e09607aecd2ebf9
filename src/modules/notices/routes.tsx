import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetChoices } from './choices.ts';
import { choicesRoutes } from './choices-routes.tsx';
import { stopRoutes } from './stop-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetChoices);
  choicesRoutes(app, deps);
  stopRoutes(app, deps);
}
