import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { machineDate } from '../../ui/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { purgeSalts } from './answering/attempts.ts';
import { purgeDrafts } from './answering/drafts.ts';
import { mixBoxes, shuffle } from './answering/mixing.ts';
import { forgetParticipant } from './answering/participation.ts';
import { askAddresses, purgeContacts } from './contacts/contacts.ts';
import { closeDue } from './managing/close-due.ts';

export function tasks(deps: Deps): Task[] {
  const { db, clock, log, settings } = deps;
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetParticipant);
  const today = () => machineDate(clock.now());
  return [
    task({
      name: 'survey.mix',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: async () => {
        await mixBoxes(db, today());
      },
    }),
    task({
      name: 'survey.night',
      payload: z.unknown(),
      cron: '20 3 * * *',
      run: async () => {
        const now = clock.now();
        await closeDue(deps, today());
        await mixBoxes(db, today());
        await askAddresses(db, { now, publicUrl: settings.publicUrl });
        await shuffle(db);
        await purgeContacts(db, now);
        await purgeSalts(deps);
        const drafts = await purgeDrafts(db, today());
        if (drafts > 0) log.info({ drafts }, 'answers to surveys that were not sent forgotten');
      },
    }),
  ];
}
