import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, found, pagingOf, toCsv } from '../../platform/http/index.ts';
import { Exports, exportsOf, listHref, machineDate } from '../../ui/index.ts';
import { findAuthority, kindLabel } from '../territories/index.ts';
import { listStandings } from './list-queries.ts';
import { type ListQuery, listQuery } from './looking-query.ts';
import { lookingOf } from './looking-words.ts';
import { countedOf, nationalOf } from './national.ts';
import { tallyAsData } from './national-data.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { standingHref } from './place-address.ts';
import { ofRollout } from './place-schemas.ts';
import { basisWords, sourceWords } from './precedence.ts';
import { type Rollout, rolloutAt } from './rollout.ts';
import { RateBar, RateLegend, rateWords } from './views/bar.tsx';
import { RolloutFrame } from './views/frame.tsx';
import { ListView } from './views/list.tsx';
import { countedWords, PlacesTable } from './views/national.tsx';

const cached = { access: 'public', cache: true } as const;
const byRegion = ofRollout.extend({ code: z.string().regex(/^\d{2}$/) });
const byDepartement = ofRollout.extend({ code: z.string().regex(/^[\dAB]{2,3}$/) });

const perPage = 50;
const mostLines = 40_000;

/** Which authorities are counted, everywhere or in one place. */
export function listRoutes(app: App, deps: Deps, pagesOf: PagesOf): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;

  const read = async (slug: string, query: ListQuery, size = perPage) => {
    const rollout = await rolloutAt(deps, slug);
    const looking = lookingOf(query, machineDate(clock.now()));
    const { goal } = countedOf(rollout, query);
    return { rollout, looking, listed: await listStandings(db, rollout, looking, query, goal, size) };
  };
  const asData = ({ rollout, listed }: Awaited<ReturnType<typeof read>>) =>
    listed.items.map((one) => ({
      id: one.authority_id,
      name: one.name,
      place: one.place,
      population: one.population,
      segment: one.segment,
      /** `null`: non renseignée */
      basis: one.basis,
      source: one.source,
      provider: one.provider,
      stage: stageSlug(rollout, one.position),
      position: one.position,
      blocked: one.blocked,
      contradicted: one.contradicted,
      since: one.since,
      url: publicUrl + standingHref(rollout, one),
    }));
  const asCsv = ({ rollout, listed }: Awaited<ReturnType<typeof read>>) =>
    toCsv(
      [
        'code',
        'siren',
        'nom',
        'type',
        'territoire',
        'population',
        'segment',
        'comment_on_le_sait',
        'source',
        'fait_par',
        'etape',
        'rang_etape',
        'bloquee',
        'sources_en_desaccord',
        'depuis',
        'adresse',
      ],
      listed.items.map((one) => [
        one.code,
        one.siren,
        one.name,
        kindLabel({ kind: one.kind, epci_kind: null }),
        one.place,
        one.population,
        one.segment,
        one.basis === null ? 'Non renseigné' : basisWords[one.basis],
        one.source && sourceWords[one.source].label,
        one.provider,
        stageSlug(rollout, one.position),
        one.position,
        one.blocked ? 'oui' : 'non',
        one.contradicted ? 'oui' : 'non',
        one.since,
        publicUrl + standingHref(rollout, one),
      ]),
    );

  app.get(
    '/deploiements/:slug/collectivites',
    { config: cached, schema: { params: ofRollout, querystring: listQuery } },
    async ({ params, query }, reply) => {
      const { rollout, looking, listed } = await read(params.slug, query);
      const here = `/deploiements/${rollout.slug}/collectivites`;
      const { departements } = await nationalOf(deps, rollout, { on: null, knownOn: null }, {});
      const exports = exportsOf({
        json: listHref(`${here}.json`, query),
        csv: listHref(`${here}.csv`, { ...query, page: 1 }),
      });
      return reply.page(
        metaOf(rollout, 'Collectivités', {
          canonical: listHref(here, query),
          noindex: true,
          alternates: exports,
        }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Collectivités"
          lead="Celles que comptent les chiffres, avec l’étape de chacune, qui la dit et depuis quand."
          current={here}
          looking={looking}
        >
          <ListView rollout={rollout} found={listed} query={query} path={here} departements={departements} />
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/collectivites.json',
    { config: cached, schema: { params: ofRollout, querystring: listQuery } },
    async (request) => {
      const answer = await read(request.params.slug, request.query);
      return {
        rollout: answer.rollout.slug,
        ...pagingOf(request, publicUrl, answer.listed),
        items: asData(answer),
      };
    },
  );

  app.get(
    '/deploiements/:slug/collectivites.csv',
    { config: { access: 'public' }, schema: { params: ofRollout, querystring: listQuery } },
    async ({ params, query }, reply) =>
      reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${params.slug}-collectivites.csv"`)
        .send(asCsv(await read(params.slug, { ...query, page: 1 }, mostLines))),
  );

  app.get(
    '/deploiements/:slug/regions/:code',
    { config: cached, schema: { params: byRegion, querystring: listQuery } },
    async ({ params, query }, reply) => {
      const { rollout, looking, national, place, base } = await placeOf(
        params.slug,
        `region:${params.code}`,
        query,
      );
      const inside = national.departements.filter(({ region }) => region === place.id);
      const here = `${base}/regions/${params.code}`;
      const exports = exportsOf({
        json: listHref(`${here}.json`, query),
        csv: listHref(`${here}.csv`, query),
      });
      return reply.page(
        metaOf(rollout, place.name, { canonical: listHref(here, query), alternates: exports }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title={place.name}
          lead={
            <>
              {countedWords(rollout, query)} : {rateWords(place.tally)}.
            </>
          }
          current={here}
          looking={looking}
        >
          <RateBar tally={place.tally} />
          <RateLegend />
          <PlacesTable
            id="departements"
            title="Par département"
            first="Département"
            places={inside}
            hrefOf={({ code }) => listHref(`${base}/departements/${code}`, query)}
            authoritiesHref={({ code }, change) =>
              listHref(`${base}/collectivites`, { ...query, departement: code, ...change })
            }
          />
          <p>
            <a href={listHref(`${base}/collectivites`, { ...query, region: params.code, page: 1 })}>
              Toutes les collectivités de la région
            </a>
          </p>
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/departements/:code',
    { config: cached, schema: { params: byDepartement, querystring: listQuery } },
    async ({ params, query }, reply) => {
      const { rollout, looking, place, base, id } = await placeOf(
        params.slug,
        `departement:${params.code}`,
        query,
      );
      const here = `${base}/departements/${params.code}`;
      const asked = { ...query, departement: params.code, region: undefined };
      const { listed } = await read(params.slug, asked);
      const region = id.region_id ? await findAuthority(db, id.region_id) : undefined;
      const exports = exportsOf({
        json: listHref(`${here}.json`, query),
        csv: listHref(`${here}.csv`, { ...query, page: 1 }),
      });
      return reply.page(
        metaOf(rollout, place.name, { canonical: listHref(here, query), alternates: exports }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title={place.name}
          lead={
            <>
              {countedWords(rollout, query)} : {rateWords(place.tally)}.
            </>
          }
          current={here}
          looking={looking}
        >
          <RateBar tally={place.tally} />
          <RateLegend />
          {region && (
            <p>
              <a
                href={listHref(`${base}/regions/${region.code}`, {
                  au: query.au,
                  'connu-le': query['connu-le'],
                })}
              >
                {region.name}
              </a>
            </p>
          )}
          <ListView
            rollout={rollout}
            found={listed}
            query={{ ...query, departement: undefined }}
            path={here}
            departements={[]}
            inOnePlace
          />
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  for (const [kind, params] of [
    ['regions', byRegion],
    ['departements', byDepartement],
  ] as const) {
    const narrowed = (code: string, query: ListQuery): ListQuery =>
      kind === 'regions' ? { ...query, region: code } : { ...query, departement: code, region: undefined };
    app.get(
      `/deploiements/:slug/${kind}/:code.json`,
      { config: cached, schema: { params, querystring: listQuery } },
      async (request) => {
        const { slug, code } = request.params;
        const answer = await read(slug, narrowed(code, request.query));
        const { place } = await placeOf(
          slug,
          `${kind === 'regions' ? 'region' : 'departement'}:${code}`,
          request.query,
        );
        return {
          rollout: slug,
          id: place.id,
          name: place.name,
          ...tallyAsData(place.tally),
          ...pagingOf(request, publicUrl, answer.listed),
          items: asData(answer),
        };
      },
    );
    app.get(
      `/deploiements/:slug/${kind}/:code.csv`,
      { config: { access: 'public' }, schema: { params, querystring: listQuery } },
      async (request, reply) => {
        const { slug, code } = request.params;
        return reply
          .type(csvType)
          .header('content-disposition', `attachment; filename="${slug}-${code}.csv"`)
          .send(asCsv(await read(slug, { ...narrowed(code, request.query), page: 1 }, mostLines)));
      },
    );
  }

  /** A région or a département with its rates; refuses one that does not exist, or where nobody is concerned. */
  async function placeOf(slug: string, id: string, query: ListQuery) {
    const rollout = await rolloutAt(deps, slug);
    const looking = lookingOf(query, machineDate(clock.now()));
    const national = await nationalOf(deps, rollout, looking, query);
    const ids = [id, id.replace('departement:', 'com:')];
    const authority = found((await findAuthority(db, id)) ?? (await findAuthority(db, ids[1] ?? id)));
    const place = found(
      [...national.regions, ...national.departements].find((one) => one.id === authority.id),
    );
    return { rollout, looking, national, place, id: authority, base: `/deploiements/${rollout.slug}` };
  }
}

const stageSlug = ({ stages }: Rollout, position: number | null): string | null =>
  position === null || position === 0 ? null : (stages[position - 1]?.slug ?? null);
