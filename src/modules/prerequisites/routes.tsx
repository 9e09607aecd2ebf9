import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { checkRoutes } from './check-routes.tsx';
import { checklistRoutes } from './checklist-routes.tsx';
import { markRoutes } from './mark-routes.tsx';
import { forgetPerson } from './marks.ts';
import { readContent } from './pages.ts';
import { resourceRoutes } from './resource-routes.tsx';

export async function routes(app: App, deps: Deps): Promise<void> {
  const content = await readContent();
  onAccountDeletion(forgetPerson);
  checklistRoutes(app, deps, content);
  markRoutes(app, deps, content);
  resourceRoutes(app, deps, content);
  await checkRoutes(app, deps, content);
}
