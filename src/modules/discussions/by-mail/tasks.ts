import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type Task, task } from '../../../platform/jobs/index.ts';
import { dealWithReply } from './replying.ts';

const day = 24 * 60 * 60 * 1000;
const keptDays = 30;

export function replyTasks(deps: Deps): Task[] {
  return [
    task({
      name: 'reply.received',
      payload: z.object({ id: z.uuid() }),
      run: ({ id }) => dealWithReply(deps, id),
    }),
    task({
      name: 'reply-mails.purge',
      payload: z.unknown(),
      cron: '43 3 * * *',
      run: async () => {
        const before = new Date(deps.clock.now().getTime() - keptDays * day);
        await deps.db.deleteFrom('reply_mails').where('received_at', '<', before).execute();
      },
    }),
  ];
}
