import type { FastifyReply } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { App, StillAllowed } from '../../platform/http/index.ts';
import { actorsOfSessions } from '../identity/index.ts';
import { inGroup, inThread } from './access.ts';
import { groupTopic, threadTopic } from './live.ts';
import { can } from './policy.ts';
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
  deps: Deps,
  reply: FastifyReply,
  topic: string,
  sessionId: string,
  groupOf: () => Promise<string | null>,
) {
  const allowed: StillAllowed = async (sessionIds) => {
    const groupId = await groupOf();
    if (groupId === null || sessionIds.length === 0) return new Set();
    const actors = await actorsOfSessions(deps, sessionIds);
    const facts = { groupId, groupClosed: false };
    return new Set(
      actors.filter((actor) => can(actor, 'thread.read', facts)).map(({ sessionId }) => sessionId),
    );
  };
  const stream = deps.livePages.follow(topic, sessionId, allowed);
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
