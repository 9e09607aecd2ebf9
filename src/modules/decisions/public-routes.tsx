import type { Deps } from '../../platform/deps.ts';
import { type App, found, notFound, pagingOf } from '../../platform/http/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { findGroup, type Group } from '../groups/index.ts';
import { decisionAsData, listAsData } from './as-data.ts';
import { stateCodes } from './content.ts';
import { type Decision, findDecision, listDecisions, talliesOf } from './queries.ts';
import { byNumber, bySlug, listQuery } from './schemas.ts';
import { DecisionFile, decisionMeta } from './views/decision-page.tsx';
import { Register } from './views/register.tsx';

const cached = { access: 'public', cache: true } as const;

/** What everybody reads of what a group decides: the decisions that it made public. People are not named. */
export function publicRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  const groupAt = async (slug: string): Promise<Group> =>
    found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
  const listed = (group: Group, { etat, page }: { etat?: keyof typeof stateCodes; page: number }) =>
    listDecisions(deps.db, group.id, { state: etat && stateCodes[etat], page, publicOnly: true });
  const visible = async ({ slug, number }: { slug: string; number: number }): Promise<Decision> => {
    const group = await groupAt(slug);
    const decision = await findDecision(deps.db, group.id, number);
    if (!decision?.isPublic) notFound('Cette décision n’existe pas.');
    return decision;
  };
  const crumbs = (group: { slug: string; title: string }) => [
    { label: 'Groupes projets', href: '/groupes' },
    { label: group.title, href: `/groupes/${group.slug}` },
  ];

  app.get(
    '/groupes/:slug/decisions',
    { config: cached, schema: { params: bySlug, querystring: listQuery } },
    async ({ params, query }, reply) => {
      const group = await groupAt(params.slug);
      const list = await listed(group, query);
      const base = `/groupes/${group.slug}/decisions`;
      return reply.page(
        {
          title: `Décisions – ${group.title}`,
          description: `Ce que le groupe projet « ${group.title} » décide : quoi, par qui, pourquoi.`,
          canonical: base,
          breadcrumb: [...crumbs(group), { label: 'Décisions' }],
          alternates: [{ type: 'application/json', href: `${base}.json` }],
        },
        <>
          <PageHeader
            eyebrow={group.title}
            title="Décisions du groupe"
            lead="Ce que le groupe décide et rend public : quoi, par qui, pourquoi."
          />
          <Register list={list} base={base} state={query.etat} audience="public" />
        </>,
      );
    },
  );

  app.get(
    '/groupes/:slug/decisions.json',
    { config: cached, schema: { params: bySlug, querystring: listQuery } },
    async (request) => {
      const group = await groupAt(request.params.slug);
      const list = await listed(group, request.query);
      return listAsData(list, pagingOf(request, publicUrl, list), group.slug, publicUrl);
    },
  );

  app.get(
    '/groupes/:slug/decisions/:number',
    { config: cached, schema: { params: byNumber } },
    async ({ params }, reply) => {
      const decision = await visible(params);
      const { group, number, title } = decision;
      const here = `/groupes/${group.slug}/decisions/${number}`;
      return reply.page(
        {
          title: `${title} – ${group.title}`,
          description: excerpt(decision.body, 200),
          canonical: here,
          breadcrumb: [
            ...crumbs(group),
            { label: 'Décisions', href: `/groupes/${group.slug}/decisions` },
            { label: title },
          ],
          alternates: [{ type: 'application/json', href: `${here}.json` }],
        },
        <>
          <PageHeader
            eyebrow={`Décision n° ${number}`}
            title={title}
            meta={decisionMeta(decision, deps.clock.now())}
          />
          <DecisionFile
            decision={decision}
            tallies={decision.countedAt ? await talliesOf(deps.db, decision) : null}
            audience="public"
          />
        </>,
      );
    },
  );

  app.get(
    '/groupes/:slug/decisions/:number.json',
    { config: cached, schema: { params: byNumber } },
    async ({ params }) => {
      const decision = await visible(params);
      return decisionAsData(
        decision,
        decision.countedAt ? await talliesOf(deps.db, decision) : [],
        publicUrl,
      );
    },
  );
}
