import type { Deps } from '../../../platform/deps.ts';
import { type App, authorise, found, pageCount } from '../../../platform/http/index.ts';
import { askToOpen, findGroup, spaceMeta } from '../../groups/index.ts';
import { isMember, signedIn } from '../../identity/index.ts';
import { targetOf } from '../group-member-routes.tsx';
import { can } from '../policy.ts';
import { removedPeople } from '../removals.ts';
import { groupParams } from '../schemas.ts';
import { departmentsIn, directoryOf } from './queries.ts';
import { directoryQuery } from './schemas.ts';
import { DirectoryPage } from './views/directory.tsx';

const perPage = 50;

/** Who takes part in a group, by side and by authority or organisation. */
export function directoryRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/groupes/:slug/membres',
    { config: { access: 'membership.list' }, schema: { params: groupParams, querystring: directoryQuery } },
    async (request, reply) => {
      const group = found(await findGroup(deps.db, request.params.slug), 'Ce groupe n’existe pas.');
      askToOpen(request.actor, group);
      authorise(request, 'membership.list', can(request.actor, 'membership.list', { groupId: group.id }));
      const actor = signedIn(request);
      const { page, ...filter } = request.query;
      const mayAllowBack = can(actor, 'membership.allow-back', { groupId: group.id });
      const [{ entries, total }, departments, removed] = await Promise.all([
        directoryOf(deps.db, group.id, filter, { page, perPage }),
        departmentsIn(deps.db, group.id),
        mayAllowBack && page === 1 ? removedPeople(deps.db, group.id, filter.q) : [],
      ]);
      return reply.page(
        spaceMeta(group, 'Membres'),
        <DirectoryPage
          group={group}
          entries={entries.map((entry) => ({
            entry,
            mayManage: can(actor, 'membership.change-role', targetOf(group, entry)),
            mayWrite: entry.accountId !== actor.id && !entry.refusesContact,
          }))}
          departments={departments}
          removed={removed}
          total={total}
          filter={filter}
          page={page}
          pages={pageCount(total, perPage)}
          isMember={isMember(actor, group.id)}
          mayInvite={can(actor, 'membership.invite', group)}
        />,
      );
    },
  );
}
