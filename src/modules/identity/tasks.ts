import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { forgetTheAbsent } from './absence.ts';
import { makeExport } from './data-export.ts';
import type { DataReader } from './data-part.ts';
import { purge } from './purge.ts';
import { answerSignInRequest } from './sign-in.ts';
import { endHolds } from './two-persons.ts';

/** @param data what each module holds on a person */
export function tasks(deps: Deps, data: () => readonly DataReader[]): Task[] {
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
      name: 'identity.end-holds',
      payload: z.unknown(),
      cron: '* * * * *',
      run: async () => {
        const count = await endHolds(deps.db, { now: deps.clock.now(), publicUrl: deps.settings.publicUrl });
        if (count > 0) deps.log.info({ count }, 'accesses held were given back');
      },
    }),
    task({
      name: 'identity.forget-the-absent',
      payload: z.unknown(),
      cron: '40 4 * * *',
      run: () => forgetTheAbsent(deps.db, { now: deps.clock.now(), publicUrl: deps.settings.publicUrl }),
    }),
    task({
      name: 'identity.export-data',
      payload: z.object({ id: z.uuid() }),
      run: ({ id }) => makeExport(deps, id, data()),
    }),
  ];
}
