import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, found } from '../../platform/http/index.ts';
import { signedIn } from '../identity/index.ts';
import { authoritiesByIds } from '../territories/index.ts';
import { factsOf, onRollout } from './access.ts';
import { decideContest, findContest, listContests } from './contests.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { contestsQuery, decisionFields, ofContest, ofRollout } from './place-schemas.ts';
import { can } from './policy.ts';
import { rolloutAt } from './rollout.ts';
import { oneTold } from './told.ts';
import { ContestsView, DecisionForm } from './views/contests.tsx';
import { RolloutFrame } from './views/frame.tsx';

const perPage = 30;

/** What authorities say is wrong, and the copilots' answers. */
export function contestRoutes(app: App, deps: Deps, pagesOf: PagesOf): void {
  const { db, clock, settings } = deps;

  app.get(
    '/deploiements/:slug/contestations',
    { config: { access: 'rollout.decide' }, schema: { params: ofRollout, querystring: contestsQuery } },
    async (request, reply) => {
      const { rollout } = await onRollout(deps, 'rollout.decide')(request, request.params);
      const listed = await listContests(db, rollout.slug, { page: request.query.page, perPage });
      const authorities = await authoritiesByIds(
        db,
        listed.items.map(({ authorityId }) => authorityId),
      );
      return reply.page(
        metaOf(rollout, 'Contestations', { noindex: true }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Contestations"
          lead="Ce que des collectivités disent inexact. Une contestation retenue retire ce qui était dit ; rien n’est effacé."
          current={`/deploiements/${rollout.slug}/contestations`}
          works
        >
          <ContestsView rollout={rollout} listed={listed} authorities={authorities} />
        </RolloutFrame>,
      );
    },
  );

  formPage(app, deps, {
    path: '/deploiements/:slug/contestations/:id',
    access: 'rollout.decide',
    params: ofContest,
    body: decisionFields,
    load: async (request, { slug, id }) => {
      const rollout = await rolloutAt(deps, slug);
      authorise(
        request,
        'rollout.decide',
        can(request.actor, 'rollout.decide', await factsOf(deps, rollout)),
      );
      const contest = found(await findContest(db, rollout.slug, id));
      const [authorities, told] = await Promise.all([
        authoritiesByIds(db, [contest.authorityId]),
        oneTold(db, rollout.slug, contest.authorityId, { what: contest.what, id: contest.toldId }),
      ]);
      return {
        rollout,
        contest,
        actor: signedIn(request),
        authority: found(authorities.get(contest.authorityId)),
        told: found(told),
      };
    },
    show: ({ form, thing: { rollout, authority, contest, told } }) => ({
      meta: metaOf(rollout, `Contestation : ${authority.name}`, {}, [
        { label: 'Contestations', href: `/deploiements/${rollout.slug}/contestations` },
      ]),
      body: (
        <DecisionForm form={form} rollout={rollout} authority={authority} contest={contest} told={told} />
      ),
    }),
    submit: async ({ tx, input: { decision, motif }, thing: { rollout, authority, contest, actor } }) => {
      await decideContest(
        tx,
        { by: actor, now: clock.now(), rollout, authority, publicUrl: settings.publicUrl },
        contest,
        { decision, reason: motif },
      );
      return {
        location: `/deploiements/${rollout.slug}/contestations`,
        notice: `La réponse à ${authority.name} est publiée.`,
      };
    },
  });
}
