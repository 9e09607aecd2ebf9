import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, fields, pageCount, pagingOf, toCsv } from '../../platform/http/index.ts';
import { describe, listConcerned } from '../audience/index.ts';
import { authorityUrl, findAuthority, kindLabel } from '../territories/index.ts';
import { seen } from './access.ts';
import { concernedBy } from './concerned.ts';
import { type ConcernedQuery, concernedQuery, verdicts } from './concerned-query.ts';
import { ruleWords } from './rule-words.ts';
import { ConcernedPage } from './views/concerned-page.tsx';

const cached = { access: 'public', cache: true } as const;
const bySlug = z.object({ slug: fields.slug });

const perPage = 50;
const mostLines = 40_000;

/** Which authorities a measure concerns, all over the country. */
export function concernedRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;

  const read = async (rule: Parameters<typeof listConcerned>[1], asked: ConcernedQuery, size: number) =>
    listConcerned(db, rule, {
      verdict: verdicts[asked.reponse],
      kind: asked.type,
      within: asked.territoire,
      page: asked.page,
      perPage: size,
    });

  app.get(
    '/agenda/:slug/collectivites',
    { config: cached, schema: { params: bySlug, querystring: concernedQuery } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const asked = request.query;
      const [words, counts, { authorities, total }, place] = await Promise.all([
        ruleWords(deps),
        concernedBy(db, measure.audience),
        read(measure.audience, asked, perPage),
        asked.territoire ? findAuthority(db, asked.territoire) : undefined,
      ]);
      const here = `/agenda/${measure.slug}`;
      return reply.page(
        {
          title: `Collectivités concernées : ${measure.title}`,
          canonical: `${here}/collectivites`,
          noindex: !measure.published,
          breadcrumb: [
            { label: 'Agenda', href: '/agenda' },
            { label: measure.title, href: here },
            { label: 'Collectivités concernées' },
          ],
          alternates: [{ type: 'application/json', href: `${here}/collectivites.json` }],
        },
        <ConcernedPage
          measure={measure}
          audienceWords={describe(measure.audience, words)}
          counts={counts}
          asked={asked}
          place={place ?? null}
          authorities={authorities}
          total={total}
          pages={pageCount(total, perPage)}
        />,
      );
    },
  );

  app.get(
    '/agenda/:slug/collectivites.json',
    { config: cached, schema: { params: bySlug, querystring: concernedQuery } },
    async (request) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const { page } = request.query;
      const [{ yes, unknown, total: all, people, byKind, byRegion, byDepartement }, listed] =
        await Promise.all([
          concernedBy(db, measure.audience),
          read(measure.audience, request.query, perPage),
        ]);
      return {
        measure: measure.slug,
        counts: {
          yes,
          unknown,
          total: all,
          people,
          by_kind: byKind,
          by_region: byRegion,
          by_departement: byDepartement,
        },
        ...pagingOf(request, settings.publicUrl, {
          total: listed.total,
          page,
          pages: pageCount(listed.total, perPage),
        }),
        items: listed.authorities.map((one) => ({
          id: one.id,
          name: one.name,
          place: one.place,
          population: one.population,
          url: settings.publicUrl + authorityUrl(one),
        })),
      };
    },
  );

  app.get(
    '/agenda/:slug/collectivites.csv',
    { config: { access: 'public' }, schema: { params: bySlug, querystring: concernedQuery } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const { authorities } = await read(measure.audience, { ...request.query, page: 1 }, mostLines);
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${measure.slug}-collectivites.csv"`)
        .send(
          toCsv(
            ['code', 'siren', 'nom', 'type', 'territoire', 'population', 'adresse'],
            authorities.map((one) => [
              one.code,
              one.siren,
              one.name,
              kindLabel(one),
              one.place,
              one.population,
              settings.publicUrl + authorityUrl(one),
            ]),
          ),
        );
    },
  );
}
