import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { approvalRoutes } from './approval-routes.tsx';
import { attendanceRoutes } from './attendance-routes.tsx';
import { calendarRoutes } from './calendar-routes.tsx';
import { callRoutes } from './call-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { minutesRoutes } from './minutes-routes.tsx';
import { oneRoutes } from './one-routes.tsx';
import { outcomeRoutes } from './outcome-routes.tsx';
import { forgetParticipant } from './removal.ts';

export function routes(app: App, deps: Deps): void {
  onAccountDeletion(forgetParticipant);
  listRoutes(app, deps);
  callRoutes(app, deps);
  oneRoutes(app, deps);
  attendanceRoutes(app, deps);
  minutesRoutes(app, deps);
  outcomeRoutes(app, deps);
  approvalRoutes(app, deps);
  calendarRoutes(app, deps);
}
