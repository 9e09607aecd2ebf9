import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { forgetTheAbsent } from './absence.ts';
import { purge } from './purge.ts';
import { answerSignInRequest } from './sign-in.ts';

export function tasks(deps: Deps): Task[] {
  return [
    task({
      name: 'identity.send-sign-in',
      payload: z.object({ request: z.uuid(), email: z.string(), returnTo: z.string().nullable() }),
      run: (request) =>
        answerSignInRequest(deps.db, request, {
          now: deps.clock.now(),
          publicUrl: deps.settings.publicUrl,
        }),
    }),
    task({
      name: 'identity.purge',
      payload: z.unknown(),
      cron: '17 * * * *',
      run: () => purge(deps.db, deps.clock.now()),
    }),
    task({
      name: 'identity.forget-the-absent',
      payload: z.unknown(),
      cron: '40 4 * * *',
      run: () => forgetTheAbsent(deps.db, { now: deps.clock.now(), publicUrl: deps.settings.publicUrl }),
    }),
  ];
}
