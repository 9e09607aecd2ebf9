import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { answerRoutes } from './answer-routes.tsx';
import { figuresRoutes } from './figures-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { resultRoutes } from './result-routes.tsx';

export function routes(app: App, deps: Deps): void {
  publicRoutes(app, deps);
  answerRoutes(app, deps);
  resultRoutes(app, deps);
  figuresRoutes(app, deps);
}
