import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, Forbidden } from '../../platform/http/index.ts';
import { keepingOf } from '../catalogue/index.ts';
import { countDrafts, unreadThreads } from '../discussions/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, isCopilot, isProgrammeTeam, signedIn } from '../identity/index.ts';
import { countWaiting, can as mayInMembership, visitAllGroups } from '../membership/index.ts';
import { countToModerate } from '../moderation/index.ts';
import { findAuthority } from '../territories/index.ts';
import { trainingPart } from '../training/index.ts';
import { vendorOf } from '../vendors/index.ts';
import { newsOf } from './queries.ts';
import { HomePage, type MyGroup } from './views/home.tsx';

/** The home of a person: what is new in their groups, their groups, those that they could join. */
export function homeRoutes(app: App, deps: Deps): void {
  app.get('/espace', { config: { access: 'signed-in' } }, async (request, reply) => {
    const actor = signedIn(request);
    if (actor.state !== 'active') return reply.redirect('/inscription/suivi', 303);
    const [groups, news, unread, authority, vendor, waiting, reported, catalogues, training, drafts] =
      await Promise.all([
        allGroups(deps),
        newsOf(deps.db, actor.id, 8),
        unreadThreads(deps.db, { accountId: actor.id }, { announcements: 5, discussions: 8 }),
        actor.authorityId ? findAuthority(deps.db, actor.authorityId) : undefined,
        // Nobody else may be of a vendor.
        actor.quality === 'editeur' ? vendorOf(deps.db, actor.id) : undefined,
        waitingFor(deps, actor),
        countToModerate(deps.db, actor, deps.clock.now()),
        keepingOf(deps, actor),
        trainingPart(deps, actor),
        countDrafts(deps.db, actor.id),
      ]);
    return reply.page(
      { title: 'Mon espace', noindex: true, breadcrumb: [{ label: 'Mon espace' }] },
      <HomePage
        name={actor.name}
        news={news}
        announcements={unread.announcements}
        discussions={unread.discussions}
        groups={movedFirst(
          groups.flatMap((group) => {
            const membership = actor.memberships.get(group.id);
            return membership ? [{ group, ...membership, unread: unread.byGroup.get(group.id) ?? 0 }] : [];
          }),
          [...unread.byGroup.keys()],
        )}
        joinable={groups.filter(
          (group) =>
            !actor.memberships.has(group.id) &&
            !actor.removedFrom.has(group.id) &&
            mayInMembership(actor, 'membership.join', group),
        )}
        authority={authority}
        vendor={vendor}
        waiting={waiting}
        reported={reported}
        catalogues={catalogues}
        training={training}
        drafts={drafts}
        team={isProgrammeTeam(actor)}
        now={deps.clock.now()}
      />,
    );
  });

  button(app, deps, {
    path: '/espace/vu',
    access: 'signed-in',
    load: activePerson,
    submit: async ({ tx, thing: actor }) => {
      await visitAllGroups(tx, { accountId: actor.id, now: deps.clock.now() });
      return { location: '/espace', notice: 'C’est noté : vous êtes à jour dans tous vos groupes.' };
    },
  });
}

function activePerson(request: FastifyRequest): Actor {
  const actor = signedIn(request);
  if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
  return actor;
}

/** The groups where something is unread first, as they come; the others in the order of their numbers. */
function movedFirst(groups: readonly MyGroup[], moved: readonly string[]): MyGroup[] {
  const rank = new Map(moved.map((id, index) => [id, index]));
  const rankOf = ({ group }: MyGroup) => rank.get(group.id) ?? moved.length;
  return groups.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** How many requests to come in wait for this person's decision; most people decide nothing, and cost no query. */
async function waitingFor(deps: Deps, actor: Actor): Promise<number> {
  if (isProgrammeTeam(actor)) return countWaiting(deps.db, 'all');
  const groupIds = [...actor.memberships.keys()].filter((id) => isCopilot(actor, id));
  return groupIds.length > 0 ? countWaiting(deps.db, { groupIds }) : 0;
}
