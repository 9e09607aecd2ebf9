import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, found, pagingOf } from '../../../platform/http/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';
import { can } from '../../groups/index.ts';
import { type Actor, isMember, isProgrammeTeam, mayOpen } from '../../identity/index.ts';
import { groupData, groupFileData } from './data.ts';
import { findGroupFile, pageOfGroups } from './queries.ts';
import { groupsHref, stateCodes, stateFilters } from './states.ts';
import { GroupListPage } from './views/group-list.tsx';
import { GroupPage } from './views/group-page.tsx';
import type { Standing } from './views/taking-part.tsx';

const bySlug = z.object({ slug: fields.slug });
const listQuery = z.object({
  etat: z.enum(stateCodes).optional().catch(undefined),
  page: fields.pageNumber,
});

/** What the public reads about the project groups, as pages and as data. */
export function groupPageRoutes(app: App, deps: Deps): void {
  const context = () => ({ publicUrl: deps.settings.publicUrl, now: deps.clock.now() });
  const config = { access: 'public', cache: true } as const;

  const listed = ({ etat, page }: z.infer<typeof listQuery>) =>
    pageOfGroups(deps, { state: stateFilters.find(({ code }) => code === etat)?.state, page });

  app.get('/groupes', { config, schema: { querystring: listQuery } }, async (request, reply) => {
    const { etat } = request.query;
    const list = await listed(request.query);
    const here = groupsHref(etat, list.page);
    return reply.page(
      {
        title: 'Groupes projets',
        description:
          'Les groupes projets du programme : qui les copilote, où ils en sont, ce qu’ils préparent, comment y participer.',
        canonical: here,
        breadcrumb: [{ label: 'Groupes projets' }],
        alternates: [{ type: 'application/json', href: here.replace('/groupes', '/groupes.json') }],
      },
      <GroupListPage
        list={list}
        filter={etat}
        now={deps.clock.now()}
        visitor={request.actor === null}
        mayCreate={can(request.actor, 'group.create', null)}
      />,
    );
  });

  app.get('/groupes.json', { config, schema: { querystring: listQuery } }, async (request) => {
    const { counts, items, ...place } = await listed(request.query);
    return {
      ...pagingOf(request, deps.settings.publicUrl, place),
      counts: Object.fromEntries(counts),
      items: items.map((entry) => groupData(entry, context())),
    };
  });

  app.get('/groupes/:slug', { config, schema: { params: bySlug } }, async (request, reply) => {
    const file = found(await findGroupFile(deps, request.params.slug), 'Ce groupe n’existe pas.');
    const { group } = file;
    const { actor } = request;
    const standing = standingOf(actor, group.id);
    return reply.page(
      {
        title: group.title,
        description: excerpt(group.objective, 160),
        canonical: `/groupes/${group.slug}`,
        breadcrumb: [{ label: 'Groupes projets', href: '/groupes' }, { label: group.title }],
        alternates: [{ type: 'application/json', href: `/groupes/${group.slug}.json` }],
      },
      <GroupPage
        file={file}
        now={deps.clock.now()}
        standing={standing}
        may={{
          govern: can(actor, 'group.govern', group),
          edit: can(actor, 'group.edit', group),
          changeState: can(actor, 'group.change-state', group) && group.state !== 'closed',
          steer: can(actor, 'group.steer', group),
          plan: can(actor, 'group.plan', group),
          postProgress: can(actor, 'group.post-progress', group),
          follow: can(actor, 'group.follow', group) || mayOpen(actor, group.id),
        }}
      />,
    );
  });

  app.get('/groupes/:slug.json', { config, schema: { params: bySlug } }, async (request) => {
    const file = found(await findGroupFile(deps, request.params.slug), 'Ce groupe n’existe pas.');
    return groupFileData(file, context());
  });
}

function standingOf(actor: Actor | null, groupId: string): Standing {
  if (!actor) return 'visitor';
  if (isMember(actor, groupId)) return 'member';
  if (actor.state === 'pending') return 'waiting';
  if (actor.state === 'refused') return 'refused';
  if (isProgrammeTeam(actor)) return 'team';
  return actor.removedFrom.has(groupId) ? 'removed' : 'active';
}
