import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { onAccountDeletion } from '../identity/index.ts';
import { tell } from './at-once.ts';
import { forgetChoices } from './choices.ts';
import { eraseDigests, writeDigests } from './digest.ts';
import { purgeEvents } from './events.ts';
import { newsKinds } from './kinds/index.ts';
import { messages } from './kinds/messages.ts';

export function tasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetChoices);
  return [
    ...newsKinds.map((kind) =>
      task({ name: kind.task, payload: kind.payload, run: (thingId) => tell(deps, kind, thingId) }),
    ),
    // An edit that calls somebody by name: told to those whom the message had not reached yet.
    task({
      name: 'mention.added',
      payload: messages.payload,
      run: (thingId) => tell(deps, messages, thingId),
    }),
    task({
      name: 'message.deleted',
      payload: z.object({ messageId: z.uuid() }),
      run: async ({ messageId }) => {
        const event = await deps.db
          .selectFrom('notice_events')
          .select('id')
          .where('kind', '=', 'message')
          .where('thing_id', '=', messageId)
          .executeTakeFirst();
        if (event) await eraseDigests(deps.db, [event.id]);
      },
    }),
    task({
      name: 'notices.digest',
      payload: z.unknown(),
      // Cron knows no summer time: the run says whether it is due, in Paris.
      cron: '*/5 * * * *',
      run: async (_payload, signal) => {
        const count = await writeDigests(deps, signal);
        if (count > 0) deps.log.info({ count }, 'digests written');
      },
    }),
    task({
      name: 'notices.purge',
      payload: z.unknown(),
      cron: '30 3 * * *',
      run: () => purgeEvents(deps.db, deps.clock.now()),
    }),
  ];
}
