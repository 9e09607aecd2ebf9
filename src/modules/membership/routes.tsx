import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion, onAddressConfirmed } from '../identity/index.ts';
import { memberRoutes, ownPlaceRoutes } from './group-member-routes.tsx';
import { forgetMember } from './membership-actions.ts';
import { ownRequestRoutes } from './own-request-routes.tsx';
import { confirmRegistration } from './registration-actions.ts';
import { reviewRoutes } from './review-routes.tsx';
import { signUpRoutes } from './sign-up-routes.tsx';
import { standingRoutes } from './standing-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetMember);
  onAddressConfirmed(confirmRegistration);
  signUpRoutes(app, deps);
  ownRequestRoutes(app, deps);
  reviewRoutes(app, deps);
  standingRoutes(app, deps);
  ownPlaceRoutes(app, deps);
  memberRoutes(app, deps);
}
