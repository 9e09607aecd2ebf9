import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { documentRoutes } from './document-routes.tsx';
import { folderRoutes } from './folder-routes.tsx';
import { versionRoutes } from './version-routes.tsx';

export function routes(app: App, deps: Deps): void {
  folderRoutes(app, deps);
  documentRoutes(app, deps);
  versionRoutes(app, deps);
}
