import type { FastifyReply } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { App, StillAllowed } from '../../platform/http/index.ts';
import { inGroup, inThread } from './access.ts';
import { groupTopic, threadTopic } from './live.ts';
import { byId, bySlug } from './schemas.ts';

/** What others write, told to the pages that are open on it. */
export function liveRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/discussions/:id/flux',
    { config: { access: 'thread.read' }, schema: { params: byId } },
    async (request, reply) => {
      const { actor, thread } = await inThread(deps, request, request.params.id, 'thread.read');
      return follow(deps, reply, threadTopic(thread.id), actor.sessionId, () => groupNow(deps.db, thread.id));
    },
  );

  app.get(
    '/espace/groupes/:slug/discussions/flux',
    { config: { access: 'thread.read' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { actor, group } = await inGroup(deps, request, request.params.slug, 'thread.read');
      return follow(deps, reply, groupTopic(group.id), actor.sessionId, async () => group.id);
    },
  );
}

function follow(
  { db, livePages, clock }: Deps,
  reply: FastifyReply,
  topic: string,
  sessionId: string,
  groupOf: () => Promise<string | null>,
) {
  const allowed: StillAllowed = async (sessionIds) => {
    const groupId = await groupOf();
    return groupId === null ? new Set() : sessionsWithin(db, sessionIds, groupId, clock.now());
  };
  const stream = livePages.follow(topic, sessionId, allowed);
  // 204 tells a browser not to try again; the page says so with a link.
  if (!stream) return reply.code(204).send();
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}

/** The group that a thread is in now: it may have moved since its page was opened. */
async function groupNow(db: Db, threadId: string): Promise<string | null> {
  const thread = await db
    .selectFrom('threads')
    .select('group_id')
    .where('id', '=', threadId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return thread?.group_id ?? null;
}

/** The sessions whose person reads the exchanges of the group now, as `thread.read` has it. */
async function sessionsWithin(
  db: Db,
  sessionIds: readonly string[],
  groupId: string,
  now: Date,
): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select('sessions.id')
    .where('sessions.id', 'in', sessionIds)
    .where('sessions.expires_at', '>', now)
    .where('accounts.state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('memberships')
            .select('memberships.group_id')
            .where('memberships.group_id', '=', groupId)
            .whereRef('memberships.account_id', '=', 'accounts.id'),
        ),
        eb.exists(
          eb
            .selectFrom('group_openings')
            .innerJoin('account_roles', 'account_roles.account_id', 'group_openings.account_id')
            .select('group_openings.id')
            .whereRef('group_openings.account_id', '=', 'accounts.id')
            .where('group_openings.group_id', '=', groupId)
            .where('group_openings.closed_at', 'is', null)
            .where('group_openings.until', '>', now)
            .where('account_roles.role', 'in', ['administrator', 'programme-team']),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}
