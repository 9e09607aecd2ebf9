import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { purgeInvitations } from './invitations/actions.ts';
import { forgetMember } from './membership-actions.ts';
import { openRegistration, purgeRegistrations } from './registration-actions.ts';
import { qualities } from './schemas.ts';

const signUp = z.object({
  request: z.uuid(),
  email: z.string(),
  name: z.string(),
  quality: z.enum(qualities),
  authorityId: z.string().nullable(),
  organisation: z.string().nullable(),
  affiliationLabel: z.string().nullable(),
  functionTitle: z.string(),
  groupIds: z.array(z.uuid()),
  // Jobs written before invitations existed say nothing of it.
  invitationId: z.uuid().nullable().default(null),
});

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetMember);
  const moment = () => ({ now: deps.clock.now(), publicUrl: deps.settings.publicUrl });
  return [
    task({
      name: 'registration.open',
      payload: signUp,
      run: (request) => deps.db.transaction().execute((tx) => openRegistration(tx, request, moment())),
    }),
    task({
      name: 'registration.purge',
      payload: z.unknown(),
      cron: '41 3 * * *',
      run: async () => {
        const count = await purgeRegistrations(deps.db, deps.clock.now());
        if (count > 0) deps.log.info({ count }, 'old registrations purged');
        await purgeInvitations(deps.db, deps.clock.now());
      },
    }),
  ];
}
