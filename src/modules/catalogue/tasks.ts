import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { alertTasks } from './alerts/alert-tasks.ts';
import { catalogueSlugs } from './catalogues.ts';
import { laterTask, tellKeepersLater } from './contributions/keepers.ts';
import { purgeContributions } from './contributions/purge.ts';
import { forgetPerson } from './departure.ts';
import { purgeTrials } from './import/imports.ts';
import { linkTasks } from './links/link-tasks.ts';
import { reindexTask, reindexTerm } from './taxonomy-pages/actions.ts';

/** How long a table that was tried waits to be applied. */
const daysOfTrials = 7;

export function tasks(deps: Deps): Task[] {
  const { db, clock, log } = deps;
  const { publicUrl } = deps.settings;
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetPerson);
  return [
    ...linkTasks(deps),
    ...alertTasks(deps),
    task({
      name: laterTask,
      payload: z.object({ catalogue: z.enum(catalogueSlugs) }),
      run: ({ catalogue }) =>
        db.transaction().execute((tx) => tellKeepersLater(tx, catalogue, { now: clock.now(), publicUrl })),
    }),
    task({
      name: reindexTask,
      payload: z.object({ term: z.string() }),
      run: async ({ term }) => {
        await reindexTerm(db, term);
      },
    }),
    task({
      name: 'catalogue.purge',
      payload: z.unknown(),
      cron: '25 4 * * *',
      run: async () => {
        const now = clock.now();
        const count = await purgeContributions(db, now);
        if (count > 0) log.info({ count }, 'contributions to the catalogues forgotten');
        await db
          .transaction()
          .execute((tx) => purgeTrials(tx, new Date(now.getTime() - daysOfTrials * 86_400_000)));
      },
    }),
  ];
}
