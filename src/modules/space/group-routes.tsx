import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, found } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { openDecisions } from '../decisions/index.ts';
import { latestThreads } from '../discussions/index.ts';
import {
  awaitingKeys,
  can,
  countTasks,
  findGroup,
  type Group,
  listPlan,
  mayWithKeys,
  mayWithOpenings,
  openingsNow,
} from '../groups/index.ts';
import { type Actor, isMember, mayOpen, signedIn } from '../identity/index.ts';
import { deliverablesOfGroup } from '../library/index.ts';
import { meetingsToCome } from '../meetings/index.ts';
import { can as mayInMembership, membershipOf, participation, visitGroup } from '../membership/index.ts';
import { copilotsOf } from './queries.ts';
import { GroupHome } from './views/group.tsx';
import { OutsideGroup } from './views/outside.tsx';

const bySlug = z.object({ slug: fields.slug });

/** The home of a group's space; those outside the group find how to come in. */
export function groupHomeRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/groupes/:slug',
    { config: { access: 'signed-in' }, schema: { params: bySlug } },
    async (request, reply) => {
      const actor = signedIn(request);
      if (actor.state !== 'active') return reply.redirect('/inscription/suivi', 303);
      const group = found(await findGroup(deps.db, request.params.slug), 'Ce groupe n’existe pas.');
      const meta = {
        title: `Espace du groupe ${group.title}`,
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: group.title }],
      };
      const removed = !isMember(actor, group.id) && actor.removedFrom.has(group.id);
      const joinable =
        mayInMembership(actor, 'membership.join', group) && !isMember(actor, group.id) && !removed;
      if (!can(actor, 'group.follow', group)) {
        return reply.page(
          meta,
          <OutsideGroup
            group={group}
            joinable={joinable}
            removed={removed}
            mayOpen={mayOpen(actor, group.id)}
          />,
        );
      }
      const shown = await whatIsThere(deps, actor, group);
      return reply.page(meta, <GroupHome group={group} {...shown} />);
    },
  );
}

async function whatIsThere(deps: Deps, actor: Actor, group: Group) {
  const { db, clock } = deps;
  const reader = { accountId: actor.id };
  const now = clock.now();
  const seesOpenings = mayWithOpenings(actor, 'opening.list', group.id);
  const seesKeys = mayWithKeys(actor, 'key.read', { groupId: group.id });
  const [
    announcements,
    discussions,
    meetings,
    plan,
    tasks,
    deliverables,
    people,
    copilots,
    membership,
    keys,
    decisions,
    openings,
  ] = await Promise.all([
    latestThreads(db, [group.id], reader, { kind: 'announcement', limit: 3 }),
    latestThreads(db, [group.id], reader, { kind: 'discussion', limit: 5 }),
    meetingsToCome(db, [group.id], { accountId: actor.id, now, limit: 2 }),
    listPlan(db, group.id),
    countTasks(db, group.id, { person: actor, today: machineDate(now) }),
    deliverablesOfGroup(db, group.id),
    participation(deps),
    copilotsOf(db, group.id),
    membershipOf(db, group.id, actor.id),
    seesKeys ? awaitingKeys(db, now, { groupId: group.id }) : [],
    openDecisions(db, group.id, now),
    seesOpenings ? openingsNow(db, group.id, now) : [],
  ]);
  // After all was read: what is told as new is new since the visit before this one.
  if (membership) {
    await db.transaction().execute((tx) => visitGroup(tx, { groupId: group.id, accountId: actor.id, now }));
  }
  return {
    announcements,
    discussions,
    meetings,
    plan,
    tasks,
    deliverables,
    count: people.get(group.id) ?? { people: 0, authorities: 0 },
    copilots,
    membership,
    decisions,
    keys,
    // Their own is told to them on every page.
    openings: openings.filter(({ accountId }) => accountId !== actor.id),
    side: actor.memberships.get(group.id)?.side ?? null,
    now,
    today: machineDate(now),
    may: {
      post: can(actor, 'group.post-progress', group),
      plan: can(actor, 'group.plan', group),
      edit: can(actor, 'group.edit', group),
      steer: can(actor, 'group.steer', group),
      seeKeys: seesKeys,
      seeOpenings: seesOpenings,
      open: mayOpen(actor, group.id),
      talk: group.state !== 'closed',
    },
  };
}
