import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion, onAddressConfirmed } from '../identity/index.ts';
import { affiliationRoutes } from './affiliations/routes.tsx';
import { contactRoutes } from './contact/routes.tsx';
import { directoryRoutes } from './directory/routes.tsx';
import { memberRoutes, ownPlaceRoutes } from './group-member-routes.tsx';
import { invitationRoutes } from './invitations/routes.tsx';
import { forgetMember } from './membership-actions.ts';
import { ownRequestRoutes } from './own-request-routes.tsx';
import { confirmRegistration } from './registration-actions.ts';
import { representativenessRoutes } from './representativeness/routes.tsx';
import { reviewRoutes } from './review-routes.tsx';
import { signUpRoutes } from './sign-up-routes.tsx';
import { standingRoutes } from './standing-routes.tsx';

export async function routes(app: App, deps: Deps): Promise<void> {
  onAccountDeletion(forgetMember);
  onAddressConfirmed(confirmRegistration);
  signUpRoutes(app, deps);
  ownRequestRoutes(app, deps);
  reviewRoutes(app, deps);
  standingRoutes(app, deps);
  ownPlaceRoutes(app, deps);
  memberRoutes(app, deps);
  directoryRoutes(app, deps);
  affiliationRoutes(app, deps);
  contactRoutes(app, deps);
  invitationRoutes(app, deps);
  await representativenessRoutes(app, deps);
}
