import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { remindExpiry } from './expiry.ts';
import { sendManageLink } from './managing.ts';
import { forgetSigner, purgeSignatures } from './purge.ts';

export function tasks({ db, clock, log, settings: { publicUrl } }: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetSigner);
  return [
    task({
      name: 'charter.send-link',
      payload: z.object({
        request: z.uuid(),
        charter: z.object({ slug: z.string(), title: z.string() }),
        nom: z.string(),
        email: z.string(),
      }),
      run: ({ charter, ...asked }) =>
        db.transaction().execute((tx) => sendManageLink(tx, charter, asked, { now: clock.now(), publicUrl })),
    }),
    task({
      name: 'charter.remind-expiry',
      payload: z.unknown(),
      cron: '35 5 * * *',
      run: async () => {
        const count = await remindExpiry(db, { now: clock.now(), publicUrl });
        if (count > 0) log.info({ count }, 'signatories told of the expiry of their signature');
      },
    }),
    task({
      name: 'charter.purge',
      payload: z.unknown(),
      cron: '55 3 * * *',
      run: async () => {
        const count = await purgeSignatures(db, clock.now());
        if (count > 0) log.info({ count }, 'signatures of charters forgotten');
      },
    }),
  ];
}
