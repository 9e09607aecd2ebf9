import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Task, task } from '../../platform/jobs/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { deletedName, onAccountDeletion } from '../identity/index.ts';
import { deliverableNotice, messageNotice, type Notice, progressNotice } from './mails.ts';
import { forgetReader } from './reading.ts';

interface Recipient {
  id: string;
  email: string | null;
}

/**
 * The tasks that tell people what happened. Each reads the thing as it is when the task runs: what was deleted
 * meanwhile is told to nobody. A task that runs twice writes no mail twice, the event and the person being its key.
 */
export function notificationTasks(deps: Deps): Task[] {
  // A worker without pages deletes accounts too.
  onAccountDeletion(forgetReader);
  const { publicUrl } = deps.settings;
  return [
    task({
      name: 'message.posted',
      payload: z.object({ messageId: z.uuid() }),
      run: async ({ messageId }) => {
        const message = await postedMessage(deps.db, messageId);
        if (!message) return;
        const notice = messageNotice(publicUrl, message.group, message);
        await tell(deps.db, `message:${messageId}`, notice, await threadFollowers(deps.db, message));
      },
    }),
    task({
      name: 'progress.posted',
      payload: z.object({ pointId: z.uuid() }),
      run: async ({ pointId }) => {
        const point = await deps.db
          .selectFrom('progress_points')
          .innerJoin('groups', 'groups.id', 'progress_points.group_id')
          .select([
            'groups.id as groupId',
            'groups.slug',
            'groups.title',
            'on_day as onDay',
            'weather',
            'body',
            'author_id as authorId',
          ])
          .where('progress_points.id', '=', pointId)
          .executeTakeFirst();
        if (!point) return;
        const notice = progressNotice(publicUrl, point, point);
        await tell(deps.db, `progress:${pointId}`, notice, await groupFollowers(deps.db, point));
      },
    }),
    task({
      name: 'deliverable.published',
      payload: z.object({ id: z.uuid() }),
      run: async ({ id }) => {
        const deliverable = await deps.db
          .selectFrom('deliverables')
          .innerJoin('groups', 'groups.id', 'deliverables.group_id')
          .select([
            'groups.id as groupId',
            'groups.slug as groupSlug',
            'groups.title as groupTitle',
            'deliverables.slug',
            'deliverables.title',
            'deliverables.description',
            'deliverables.created_by as authorId',
          ])
          .where('deliverables.id', '=', id)
          .where('deliverables.state', '=', 'published')
          .executeTakeFirst();
        if (!deliverable) return;
        const group = { slug: deliverable.groupSlug, title: deliverable.groupTitle };
        const notice = deliverableNotice(publicUrl, group, deliverable);
        await tell(deps.db, `deliverable:${id}`, notice, await groupFollowers(deps.db, deliverable));
      },
    }),
  ];
}

async function postedMessage(db: Db, messageId: string) {
  const row = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('groups', 'groups.id', 'threads.group_id')
    .leftJoin('accounts', 'accounts.id', 'messages.author_id')
    .select([
      'messages.number',
      'messages.body',
      'messages.author_id as authorId',
      'accounts.name as author',
      'threads.id as threadId',
      'threads.title as threadTitle',
      'threads.kind',
      'groups.id as groupId',
      'groups.slug',
      'groups.title',
    ])
    .where('messages.id', '=', messageId)
    .where('messages.deleted_at', 'is', null)
    .where('threads.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    author: row.author ?? deletedName,
    announcement: row.kind === 'announcement',
    group: { slug: row.slug, title: row.title },
  };
}

/** Members who hear of the whole group, unless they silenced this thread, and those who follow this thread. */
function threadFollowers(
  db: Db,
  of: { groupId: string; threadId: string; authorId: string | null },
): Promise<Recipient[]> {
  return groupMembers(db, of)
    .leftJoin('thread_follows', (join) =>
      join
        .onRef('thread_follows.account_id', '=', 'accounts.id')
        .on('thread_follows.thread_id', '=', of.threadId),
    )
    .where((eb) =>
      eb.or([
        eb('thread_follows.following', '=', true),
        eb.and([eb('thread_follows.following', 'is', null), eb('memberships.mail', '=', 'at_once')]),
      ]),
    )
    .execute();
}

function groupFollowers(db: Db, of: { groupId: string; authorId: string | null }): Promise<Recipient[]> {
  return groupMembers(db, of).where('memberships.mail', '=', 'at_once').execute();
}

/** Rights as they are now: one who left the group, or was put out, hears no more of it. */
function groupMembers(db: Db, { groupId, authorId }: { groupId: string; authorId: string | null }) {
  return db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id', 'accounts.email'])
    .where('memberships.group_id', '=', groupId)
    .where('accounts.state', '=', 'active')
    .where('accounts.id', 'is distinct from', authorId);
}

async function tell(db: Db, event: string, notice: Notice, recipients: Recipient[]): Promise<void> {
  const mails = recipients.flatMap(({ id, email }) =>
    email ? [{ to: email, key: `${event}:${id}`, ...notice }] : [],
  );
  await db.transaction().execute((tx) => queueMails(tx, mails));
}
