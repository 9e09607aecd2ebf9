import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, formPage, toCsv } from '../../platform/http/index.ts';
import { Exports, listHref, machineDate, plural } from '../../ui/index.ts';
import { onRollout } from './access.ts';
import { callableVendors, callsTo, listToCall } from './call-queries.ts';
import { callFields, callQuery, outcomeLabels, reasonLabels } from './call-schemas.ts';
import { noteCall } from './calls.ts';
import { openContests } from './contests.ts';
import { nationalOf } from './national.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { rolloutPlaceAt } from './place.ts';
import { ofPlace, ofRollout } from './place-schemas.ts';
import { withoutNestedLoops } from './projection.ts';
import { standingsOf } from './standing.ts';
import { CallForm, ToCallView } from './views/calls.tsx';
import { RolloutFrame } from './views/frame.tsx';

const perPage = 50;
const mostLines = 40_000;

/** Whom the copilots call next, and what came of it. */
export function callRoutes(app: App, deps: Deps, pagesOf: PagesOf): void {
  const { db, clock } = deps;
  const on = onRollout(deps, 'rollout.accompany');

  app.get(
    '/deploiements/:slug/accompagnement',
    { config: { access: 'rollout.accompany' }, schema: { params: ofRollout, querystring: callQuery } },
    async (request, reply) => {
      const { rollout } = await on(request, request.params);
      const [listed, { departements }, waiting, vendors] = await Promise.all([
        listToCall(db, rollout, request.query, { today: machineDate(clock.now()), perPage }),
        nationalOf(deps, rollout, { on: null, knownOn: null }, {}),
        openContests(db, rollout.slug),
        callableVendors(db, rollout.slug),
      ]);
      const here = `/deploiements/${rollout.slug}/accompagnement`;
      return reply.page(
        metaOf(rollout, 'Accompagnement', { noindex: true }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Accompagnement"
          lead="Les prochaines collectivités à appeler : bloquées ou non renseignées d’abord, les plus peuplées en tête."
          current={here}
          works
        >
          {waiting > 0 && (
            <p>
              <a href={`/deploiements/${rollout.slug}/contestations`}>
                {plural(waiting, 'contestation attend', 'contestations attendent')} votre réponse
              </a>
            </p>
          )}
          <ToCallView
            rollout={rollout}
            listed={listed}
            query={request.query}
            departements={departements}
            vendors={vendors}
          />
          <Exports
            items={[{ label: 'CSV (tableur)', href: listHref(`${here}.csv`, { ...request.query, page: 1 }) }]}
          />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    '/deploiements/:slug/accompagnement.csv',
    { config: { access: 'rollout.accompany' }, schema: { params: ofRollout, querystring: callQuery } },
    async (request, reply) => {
      const { rollout } = await on(request, request.params);
      const page = { today: machineDate(clock.now()), perPage: mostLines };
      const { items } = await db
        .transaction()
        .execute((tx) =>
          withoutNestedLoops(tx, mostLines, () =>
            listToCall(tx, rollout, { ...request.query, page: 1 }, page),
          ),
        );
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${rollout.slug}-a-appeler.csv"`)
        .send(
          toCsv(
            [
              'code',
              'nom',
              'territoire',
              'population',
              'segment',
              'motif',
              'intercommunalite',
              'autres_a_appeler_dedans',
              'editeurs',
              'comptes',
              'dernier_appel',
              'resultat',
              'a_rappeler_le',
            ],
            items.map((one) => [
              one.code,
              one.name,
              one.place,
              one.population,
              one.segment,
              reasonLabels[one.reason],
              one.epci_name,
              one.epci_others,
              one.vendors.map(({ name }) => name).join(', '),
              one.accounts,
              one.last_at && machineDate(one.last_at),
              one.last_outcome && outcomeLabels[one.last_outcome],
              one.again_on,
            ]),
          ),
        );
    },
  );

  formPage(app, deps, {
    path: '/deploiements/:slug/accompagnement/:segment/:code',
    access: 'rollout.accompany',
    params: ofPlace,
    body: callFields,
    load: async (request, params) => {
      const { actor } = await on(request, params);
      return { ...(await rolloutPlaceAt(deps, params)), actor };
    },
    initial: () => ({}),
    show: async ({ form, thing: { rollout, authority } }) => {
      const [calls, standings] = await Promise.all([
        callsTo(db, rollout.slug, authority.id),
        standingsOf(db, authority.id),
      ]);
      return {
        meta: metaOf(rollout, `Appel : ${authority.name}`, {}, [
          { label: 'Accompagnement', href: `/deploiements/${rollout.slug}/accompagnement` },
        ]),
        body: (
          <CallForm
            form={form}
            rollout={rollout}
            authority={authority}
            calls={calls}
            standing={standings.get(rollout.slug) ?? null}
          />
        ),
      };
    },
    submit: async ({ tx, input: { resultat, note, rappel }, thing: { rollout, authority, actor } }) => {
      await noteCall(
        tx,
        { by: actor, now: clock.now(), rollout, authority },
        { outcome: resultat, note, againOn: rappel },
      );
      return {
        location: `/deploiements/${rollout.slug}/accompagnement`,
        notice: `L’appel à ${authority.name} est noté.`,
      };
    },
  });
}
