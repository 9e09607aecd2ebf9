import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, fields, pagingOf, toCsv } from '../../platform/http/index.ts';
import { capitalised, Exports, exportsOf, PageHeader } from '../../ui/index.ts';
import {
  type ConcernedQuery,
  ConcernedView,
  concernedPage,
  concernedQuery,
  concernedSearch,
  describe,
} from '../audience/index.ts';
import { authorityUrl, kindLabel } from '../territories/index.ts';
import { seen } from './access.ts';
import { concernedBy } from './concerned.ts';
import type { Measure } from './measure.ts';
import { ruleWords } from './rule-words.ts';

const cached = { access: 'public', cache: true } as const;
const bySlug = z.object({ slug: fields.slug });

const mostLines = 40_000;

/** Which authorities a measure concerns, all over the country. */
export function concernedRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const { publicUrl } = deps.settings;
  const read = async ({ audience }: Measure, query: ConcernedQuery, perPage?: number) =>
    concernedPage(db, audience, query, { counts: await concernedBy(db, audience), perPage });

  app.get(
    '/agenda/:slug/collectivites',
    { config: cached, schema: { params: bySlug, querystring: concernedQuery } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const [words, found] = await Promise.all([ruleWords(deps), read(measure, request.query)]);
      const here = `/agenda/${measure.slug}`;
      const exports = exportsOf({
        json: hrefOf(measure, found.query, '.json'),
        csv: hrefOf(measure, found.query, '.csv'),
      });
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
          alternates: exports,
        },
        <>
          <PageHeader
            eyebrow={measure.title}
            title="Collectivités concernées"
            lead={`${capitalised(describe(measure.audience, words))}.`}
          />
          {measure.audienceNote && <p>{measure.audienceNote}</p>}
          <ConcernedView found={found} hrefOf={(query) => hrefOf(measure, query)} />
          <Exports subject="Cette liste en données" items={exports} />
        </>,
      );
    },
  );

  app.get(
    '/agenda/:slug/collectivites.json',
    { config: cached, schema: { params: bySlug, querystring: concernedQuery } },
    async (request) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const { concerned, authorities, ...place } = await read(measure, request.query);
      return {
        measure: measure.slug,
        counts: {
          yes: concerned.yes,
          unknown: concerned.unknown,
          total: concerned.total,
          people: concerned.people,
          by_kind: concerned.byKind,
          by_region: concerned.byRegion,
          by_departement: concerned.byDepartement,
        },
        ...pagingOf(request, publicUrl, place),
        items: authorities.map((one) => ({
          id: one.id,
          name: one.name,
          place: one.place,
          population: one.population,
          url: publicUrl + authorityUrl(one),
        })),
      };
    },
  );

  app.get(
    '/agenda/:slug/collectivites.csv',
    { config: { access: 'public' }, schema: { params: bySlug, querystring: concernedQuery } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const { authorities } = await read(measure, { ...request.query, page: 1 }, mostLines);
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
              publicUrl + authorityUrl(one),
            ]),
          ),
        );
    },
  );
}

/** The list of those that a measure concerns, under these filters. */
function hrefOf({ slug }: Measure, query: ConcernedQuery, form: '' | '.json' | '.csv' = ''): string {
  const search = concernedSearch(query);
  return `/agenda/${slug}/collectivites${form}${search.size > 0 ? `?${search}` : ''}`;
}
