import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, fields, toCsv } from '../../platform/http/index.ts';
import { EmptyState, Exports, exportsOf, formatPercent, listHref, machineDate } from '../../ui/index.ts';
import { findGroup } from '../groups/index.ts';
import { deliverablesOfGroup } from '../library/index.ts';
import { authorityNamed, distinctName, readMapShapes } from '../territories/index.ts';
import { worksOn } from './access.ts';
import { type LookingQuery, lookingQuery } from './looking-query.ts';
import { lookingOf } from './looking-words.ts';
import { nationalOf } from './national.ts';
import { nationalAsData, tallyAsData, tallyCells, tallyColumns } from './national-data.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { standingHref } from './place-address.ts';
import { ofRollout } from './place-schemas.ts';
import { rateOf } from './rates.ts';
import { allRollouts, rolloutAt } from './rollout.ts';
import { trendOf } from './trend.ts';
import { Patterns, RateBar, RateLegend, rateWords } from './views/bar.tsx';
import { PagesAbove, RolloutFrame } from './views/frame.tsx';
import { GuideView } from './views/guide.tsx';
import { MethodView } from './views/method.tsx';
import { countedWords, FindMine, NationalView } from './views/national.tsx';
import { OverviewPage } from './views/overview.tsx';

const cached = { access: 'public', cache: true } as const;

/** How far each rollout is, over the country. */
export async function nationalRoutes(app: App, deps: Deps, pagesOf: PagesOf): Promise<void> {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;
  const shapes = await readMapShapes();

  const overview = async () => {
    const rollouts = await allRollouts(deps);
    return Promise.all(
      rollouts.map(async (rollout) => ({
        rollout,
        tally: (await nationalOf(deps, rollout, { on: null, knownOn: null }, {})).whole,
      })),
    );
  };
  const look = async (slug: string, query: LookingQuery) => {
    const rollout = await rolloutAt(deps, slug);
    const looking = lookingOf(query, machineDate(clock.now()));
    return { rollout, looking, national: await nationalOf(deps, rollout, looking, query) };
  };

  app.get('/deploiements', { config: cached }, async (_request, reply) => {
    const exports = exportsOf({ json: '/deploiements.json', csv: '/deploiements.csv' });
    return reply.page(
      {
        title: 'Déploiements',
        description:
          'Démat.ADS, FranceConnect : où en est chaque collectivité, qui le dit, ce qui manque pour atteindre les cibles.',
        breadcrumb: [{ label: 'Déploiements' }],
        alternates: exports,
      },
      <>
        <OverviewPage items={await overview()} />
        <Exports items={exports} />
      </>,
    );
  });

  app.get('/deploiements.json', { config: cached }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(
      JSON.stringify({
        items: (await overview()).map(({ rollout: { slug, title, summary, group }, tally }) => ({
          slug,
          title,
          summary,
          group,
          url: `${publicUrl}/deploiements/${slug}`,
          ...tallyAsData(tally),
        })),
      }),
    ),
  );

  app.get('/deploiements.csv', { config: cached }, async (_request, reply) =>
    reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="deploiements.csv"')
      .send(
        toCsv(
          ['deploiement', 'titre', ...tallyColumns, 'adresse'],
          (await overview()).map(({ rollout: { slug, title }, tally }) => [
            slug,
            title,
            ...tallyCells(tally),
            `${publicUrl}/deploiements/${slug}`,
          ]),
        ),
      ),
  );

  app.get(
    '/deploiements/:slug',
    { config: cached, schema: { params: ofRollout, querystring: lookingQuery } },
    async (request, reply) => {
      const { params, query } = request;
      const { rollout, looking, national } = await look(params.slug, query);
      const here = `/deploiements/${rollout.slug}`;
      const isPast = looking.on !== null || looking.knownOn !== null;
      const exports = exportsOf({
        json: listHref(`${here}.json`, query),
        csv: listHref(`${here}.csv`, query),
      });
      return reply.page(
        metaOf(rollout, null, {
          description: rollout.summary,
          canonical: listHref(here, query),
          noindex: isPast,
          alternates: exports,
        }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          current={here}
          looking={looking}
          works={await worksOn(deps, request, rollout)}
        >
          <FindMine rollout={rollout} />
          <NationalView
            rollout={rollout}
            national={national}
            query={query}
            shapes={shapes}
            trend={isPast ? [] : await trendOf(deps, rollout.slug)}
          />
          <PagesAbove pages={pagesOf(rollout)} />
          <p>
            <a href={`/integrer/deploiements/${rollout.slug}`}>Intégrer ces chiffres à votre site</a>
          </p>
          <Exports items={exports} />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug.json',
    { config: cached, schema: { params: ofRollout, querystring: lookingQuery } },
    async ({ params, query }, reply) => {
      const { rollout, looking, national } = await look(params.slug, query);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(nationalAsData(rollout, looking, national, publicUrl)));
    },
  );

  app.get(
    '/deploiements/:slug.csv',
    { config: cached, schema: { params: ofRollout, querystring: lookingQuery } },
    async ({ params, query }, reply) => {
      const { rollout, national } = await look(params.slug, query);
      const places = [
        ...national.segments.map(({ segment, tally }) => ({
          kind: 'segment',
          code: segment.slug,
          name: segment.label,
          tally,
        })),
        ...national.regions.map((place) => ({ kind: 'région', ...place })),
        ...national.departements.map((place) => ({ kind: 'département', ...place })),
      ];
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${rollout.slug}.csv"`)
        .send(
          toCsv(
            ['niveau', 'code', 'nom', ...tallyColumns],
            places.map(({ kind, code, name, tally }) => [kind, code, name, ...tallyCells(tally)]),
          ),
        );
    },
  );

  app.get(
    '/deploiements/:slug/etapes',
    { config: cached, schema: { params: ofRollout } },
    async ({ params }, reply) => {
      const rollout = await rolloutAt(deps, params.slug);
      const group = (await findGroup(db, rollout.group)) ?? null;
      const held = group ? await deliverablesOfGroup(db, group.id) : [];
      const listed = new Set(rollout.deliverables);
      return reply.page(
        metaOf(rollout, 'Étapes et aide', { description: rollout.summary }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Étapes et aide"
          current={`/deploiements/${rollout.slug}/etapes`}
        >
          <GuideView
            rollout={rollout}
            group={group}
            deliverables={listed.size > 0 ? held.filter(({ slug }) => listed.has(slug)) : held}
          />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/methode',
    { config: cached, schema: { params: ofRollout } },
    async ({ params }, reply) => {
      const rollout = await rolloutAt(deps, params.slug);
      return reply.page(
        metaOf(rollout, 'Méthode', { description: 'Comment sont décidés les états et comptés les taux.' }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Méthode"
          lead="Comment sont décidés les états et comptés les taux."
          current={`/deploiements/${rollout.slug}/methode`}
        >
          <MethodView />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/ma-collectivite',
    {
      config: cached,
      schema: {
        params: ofRollout,
        querystring: z.object({
          collectivite: fields.searchText.default(''),
          collectivite_id: fields.searchText.default(''),
        }),
      },
    },
    async ({ params, query }, reply) => {
      const rollout = await rolloutAt(deps, params.slug);
      const typed = query.collectivite_id || query.collectivite;
      const found = typed
        ? await authorityNamed(db, query.collectivite, query.collectivite_id)
        : { choices: [] };
      if ('authority' in found) {
        return reply.redirect(standingHref(rollout, found.authority), 302);
      }
      const unknown = typed !== '' && found.choices.length === 0;
      if (unknown) reply.code(422);
      return reply.page(
        metaOf(rollout, 'Votre collectivité', { noindex: true }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Votre collectivité"
          lead="Dites laquelle."
          current=""
        >
          <FindMine
            rollout={rollout}
            typed={query.collectivite}
            choices={found.choices.map((one) => ({
              id: one.id,
              label: distinctName(one),
              detail: one.place,
            }))}
            error={
              unknown
                ? 'Aucune collectivité de ce nom. Essayez avec le code postal ou le code INSEE.'
                : undefined
            }
          />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/integrer/deploiements/:slug',
    { config: cached, schema: { params: ofRollout, querystring: lookingQuery } },
    async ({ params, query }, reply) => {
      const { rollout, national } = await look(params.slug, query);
      const here = listHref(`/deploiements/${rollout.slug}`, query);
      const { whole, segments } = national;
      return reply.embed(
        { title: rollout.title, canonical: here },
        <>
          <Patterns />
          <h1 class="fr-h3">
            <a href={here}>{rollout.title}</a>
          </h1>
          <p>
            {countedWords(rollout, query)} : {rateWords(whole)}.
          </p>
          <RateLegend />
          {segments.map(({ segment, tally }) =>
            tally.authorities === 0 ? null : (
              <div class="cd-target">
                <p class="cd-target__name">
                  {segment.label} : {formatPercent(rateOf(tally) ?? 0)}
                </p>
                <RateBar tally={tally} />
                <p>{rateWords(tally)}</p>
              </div>
            ),
          )}
          {whole.authorities === 0 && <EmptyState title="Aucune collectivité concernée" />}
          <p>
            Source : <a href={here}>Cordée</a>, <a href={`/deploiements/${rollout.slug}/methode`}>méthode</a>
          </p>
        </>,
      );
    },
  );
}
