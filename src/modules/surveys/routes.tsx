import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { forgetParticipant } from './answering/participation.ts';
import { resumeRoutes } from './answering/resume-routes.tsx';
import { sendRoutes } from './answering/send-routes.tsx';
import { startRoutes } from './answering/start-routes.tsx';
import { stepRoutes } from './answering/step-routes.tsx';
import { questionRoutes } from './authoring/question-routes.tsx';
import { questionnaireRoutes } from './authoring/questionnaire-routes.tsx';
import { sectionRoutes } from './authoring/section-routes.tsx';
import { wordingRoutes } from './authoring/wording-routes.tsx';
import { addressRoutes } from './contacts/address-routes.tsx';
import { linkRoutes } from './contacts/link-routes.tsx';
import { audienceRoutes } from './managing/audience-routes.tsx';
import { lifeRoutes } from './managing/life-routes.tsx';
import { listRoutes } from './managing/list-routes.tsx';
import { settingsRoutes } from './managing/settings-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { crossRoutes } from './results/cross-routes.tsx';
import { fileRoutes } from './results/file-routes.tsx';
import { liveRoutes } from './results/live-routes.tsx';
import { publicResultsRoutes } from './results/public-routes.tsx';
import { sharingRoutes } from './results/sharing-routes.tsx';
import { textRoutes } from './results/text-routes.tsx';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetParticipant);
  // Everybody: what there is, answering, and what is published of it.
  publicRoutes(app, deps);
  startRoutes(app, deps);
  stepRoutes(app, deps);
  sendRoutes(app, deps);
  resumeRoutes(app, deps);
  addressRoutes(app, deps);
  linkRoutes(app, deps);
  publicResultsRoutes(app, deps);
  // Those who keep a survey.
  listRoutes(app, deps);
  settingsRoutes(app, deps);
  audienceRoutes(app, deps);
  lifeRoutes(app, deps);
  questionnaireRoutes(app, deps);
  sectionRoutes(app, deps);
  questionRoutes(app, deps);
  wordingRoutes(app, deps);
  liveRoutes(app, deps);
  crossRoutes(app, deps);
  textRoutes(app, deps);
  fileRoutes(app, deps);
  sharingRoutes(app, deps);
}
