import type { Deps } from '../../../platform/deps.ts';
import { type App, authorise, csvType, found, toCsv } from '../../../platform/http/index.ts';
import { exportsOf } from '../../../ui/index.ts';
import { askToOpen, findGroup, spaceMeta } from '../../groups/index.ts';
import { readMapShapes } from '../../territories/index.ts';
import { can } from '../policy.ts';
import { groupParams } from '../schemas.ts';
import { representationOf } from './queries.ts';
import { shareWords, summaryOf, tell, toldWords } from './telling.ts';
import { GroupRepresentation, PublicRepresentation } from './views/representation.tsx';

/** Who a group represents: for all with small counts left out, for those of the group as it is. */
export async function representativenessRoutes(app: App, deps: Deps): Promise<void> {
  const shapes = await readMapShapes();
  const config = { access: 'public', cache: true } as const;
  const schema = { params: groupParams };
  const path = '/groupes/:slug/representativite';
  const title = 'Qui est représenté';

  const publicly = async ({ slug }: { slug: string }) => {
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    return { group, told: tell(await representationOf(deps, group.id), { isPublic: true }) };
  };

  app.get(path, { config, schema }, async (request, reply) => {
    const { group, told } = await publicly(request.params);
    const here = `/groupes/${group.slug}/representativite`;
    const exports = exportsOf({ json: `${here}.json`, csv: `${here}.csv` });
    return reply.page(
      {
        title: `${title} – ${group.title}`,
        description: summaryOf(told),
        canonical: here,
        breadcrumb: [
          { label: 'Groupes projets', href: '/groupes' },
          { label: group.title, href: `/groupes/${group.slug}` },
          { label: title },
        ],
        alternates: exports,
      },
      <PublicRepresentation group={group} told={told} shapes={shapes} exports={exports} />,
    );
  });

  app.get(`${path}.json`, { config, schema }, async (request) => {
    const { group, told } = await publicly(request.params);
    // Null where the count is not told.
    const count = (one: Parameters<typeof toldWords>[0]) => (one.kind === 'exact' ? one.count : null);
    return {
      group: group.slug,
      url: `${deps.settings.publicUrl}/groupes/${group.slug}/representativite`,
      people: told.people,
      authorities: told.authorities,
      segments: told.segments.map((one) => ({
        code: one.code,
        label: one.label,
        authorities: count(one.told),
        authorities_words: toldWords(one.told),
        in_country: one.country,
      })),
      departements: told.departments.map((one) => ({
        code: one.code,
        name: one.label,
        authorities: count(one.told),
        authorities_words: toldWords(one.told),
      })),
    };
  });

  app.get(`${path}.csv`, { config, schema }, async (request, reply) => {
    const { told } = await publicly(request.params);
    const rows = [
      ...told.segments.map((one) => [
        'nature et taille',
        one.code,
        one.label,
        toldWords(one.told),
        shareWords(one.told, told.authorities),
        String(one.country),
      ]),
      ...told.departments.map((one) => [
        'département',
        one.code,
        one.label,
        toldWords(one.told),
        shareWords(one.told, told.authorities),
        '',
      ]),
    ];
    return reply
      .type(csvType)
      .send(
        toCsv(
          ['par', 'code', 'nom', 'collectivités représentées', 'part du groupe', 'collectivités en France'],
          rows,
        ),
      );
  });

  app.get(
    '/espace/groupes/:slug/representativite',
    { config: { access: 'membership.list' }, schema },
    async (request, reply) => {
      const group = found(await findGroup(deps.db, request.params.slug), 'Ce groupe n’existe pas.');
      askToOpen(request.actor, group);
      authorise(request, 'membership.list', can(request.actor, 'membership.list', { groupId: group.id }));
      const told = tell(await representationOf(deps, group.id), { isPublic: false });
      return reply.page(
        spaceMeta(group, title),
        <GroupRepresentation group={group} told={told} shapes={shapes} />,
      );
    },
  );
}
