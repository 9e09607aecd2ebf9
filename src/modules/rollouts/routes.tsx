import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { callRoutes } from './call-routes.tsx';
import { contestRoutes } from './contest-routes.tsx';
import { importRoutes } from './import-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { nationalRoutes } from './national-routes.tsx';
import { oneRoutes } from './one-routes.tsx';
import type { PagesOf } from './pages-above.ts';
import { reminderRoutes } from './reminder-routes.tsx';
import { forgetReminders } from './reminders.ts';
import { tellRoutes } from './tell-routes.tsx';

export async function rolloutRoutes(app: App, deps: Deps, { pagesOf }: { pagesOf: PagesOf }): Promise<void> {
  onAccountDeletion(forgetReminders);
  await nationalRoutes(app, deps, pagesOf);
  listRoutes(app, deps, pagesOf);
  oneRoutes(app, deps, pagesOf);
  tellRoutes(app, deps);
  reminderRoutes(app, deps);
  contestRoutes(app, deps, pagesOf);
  callRoutes(app, deps, pagesOf);
  importRoutes(app, deps, pagesOf);
}
