import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, Forbidden, formPage, found, limitAttempts } from '../../platform/http/index.ts';
import { isCopilot, isProgrammeTeam, signedIn } from '../identity/index.ts';
import { actOf } from './access.ts';
import { reportThing } from './cases.ts';
import { contestDecision, hideAtOnce } from './decisions.ts';
import { reportables } from './kinds/index.ts';
import { copilotingOf, interestOf } from './moderators.ts';
import { can, standingOn } from './policy.ts';
import { decisionOn, lastCaseOf } from './queries.ts';
import type { ReportableKind } from './reportable.ts';
import { byId, contestFields, hideFields, reportFields } from './schemas.ts';
import { ContestPage } from './views/contest.tsx';
import { HidePage, ReportPage } from './views/report.tsx';
import { contestUntil } from './vocabulary.ts';

/** What one does to a thing by its own address: report it, hide it, read what was decided on it, contest. */
export function thingRoutes(app: App, deps: Deps): void {
  for (const kind of reportables) {
    const path = `/espace/moderation/${kind.segment}/:id`;
    reportRoute(app, deps, kind, `${path}/signaler`);
    hideRoute(app, deps, kind, `${path}/masquer`);
    contestRoute(app, deps, kind, `${path}/contester`);

    app.get(
      `${path}/dossier`,
      { config: { access: 'case.read' }, schema: { params: byId } },
      async (request, answer) => {
        const actor = signedIn(request);
        const thing = { kind: kind.kind, id: request.params.id };
        const one = await lastCaseOf(deps.db, thing, deps.clock.now());
        const seen = found(one && standingOn(actor, one) !== null ? one : null, noFile);
        authorise(request, 'case.read', true);
        return answer.redirect(`/espace/moderation/${seen.id}`, 303);
      },
    );
  }
}

const noFile = 'Cette décision n’est pas de celles que vous examinez, ou son dossier n’est plus gardé.';

const crumbs = (title: string) => [{ label: 'Mon espace', href: '/espace' }, { label: title }];

function reportRoute(app: App, deps: Deps, kind: ReportableKind, path: string): void {
  formPage(app, deps, {
    path,
    access: 'thing.report',
    params: byId,
    body: reportFields,
    load: async (request, { id }) => {
      const on = await kind.find(deps, request, id, 'report');
      authorise(request, 'thing.report', true);
      return on;
    },
    show: ({ form, thing: { thing } }) => ({
      meta: { title: `Signaler ${kind.words.the}`, breadcrumb: crumbs('Signaler') },
      body: <ReportPage kind={kind} thing={thing} form={form} />,
    }),
    guard: ({ thing: { actor } }) =>
      limitAttempts(deps.db, {
        name: 'report',
        of: actor.id,
        max: 10,
        seconds: 3600,
        now: deps.clock.now(),
        message: 'Vous avez signalé beaucoup de contenus en peu de temps. Réessayez dans une heure.',
      }),
    submit: async ({ tx, input: { motif, precision, equipe }, thing: { actor, thing } }) => {
      await reportThing(tx, actOf(deps, actor), kind, thing, {
        motive: motif,
        comment: precision,
        toTeam: equipe,
      });
      return {
        location: thing.href,
        notice: 'Merci, votre signalement est transmis. Un courriel vous dira ce qu’il devient.',
      };
    },
  });
}

function hideRoute(app: App, deps: Deps, kind: ReportableKind, path: string): void {
  const load = async (request: FastifyRequest, { id }: { id: string }) => {
    const { actor, thing } = await kind.find(deps, request, id, 'moderate');
    authorise(request, 'thing.moderate', true);
    const isTheirs = thing.groupId !== null && isCopilot(actor, thing.groupId);
    const as: 'copilot' | 'team' = isTheirs ? 'copilot' : 'team';
    // Sides have equal rights: one does not silence the other.
    if (!isProgrammeTeam(actor) && (await copilotingOf(deps.db, thing.groupId, thing.authorId)))
      throw new Forbidden(
        'Ce que dit un copilote est modéré par l’équipe du programme : signalez-lui ce contenu.',
      );
    const one = await lastCaseOf(deps.db, { kind: kind.kind, id: thing.id }, deps.clock.now());
    if (one?.state === 'waiting') {
      const interest = await interestOf(deps.db, one, actor.id);
      if (interest.reported && !can(actor, 'case.decide', one, interest))
        throw new Forbidden('Vous avez signalé ce contenu : une autre personne l’examine.');
    }
    return { actor, thing, as };
  };
  formPage(app, deps, {
    path,
    access: 'thing.moderate',
    params: byId,
    body: hideFields,
    load,
    show: async ({ form, thing: { thing } }) => ({
      meta: { title: `Masquer ${kind.words.the}`, breadcrumb: crumbs('Masquer') },
      body: (
        <HidePage
          kind={kind}
          thing={thing}
          published={(await kind.publishedFrom?.(deps.db, thing.id)) ?? []}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, thing, as } }) => {
      await hideAtOnce(tx, actOf(deps, actor), kind, thing, { as, reason: input.motif });
      return {
        location: thing.href,
        notice: `${kind.words.this} est masqué. Son auteur en est averti et peut contester.`,
      };
    },
  });
}

/** What was decided on a thing of one’s own, whether or not one is still of the group. */
function contestRoute(app: App, deps: Deps, kind: ReportableKind, path: string): void {
  formPage(app, deps, {
    path,
    access: 'signed-in',
    params: byId,
    body: contestFields,
    load: async (request, { id }) => {
      const actor = signedIn(request);
      if (actor.state !== 'active') throw new Forbidden('Votre accès n’est pas ouvert.');
      const thing = { kind: kind.kind, id };
      const one = found(
        await decisionOn(deps.db, thing, actor.id, deps.clock.now()),
        'Aucune décision n’a été prise sur ce contenu.',
      );
      return { actor, one };
    },
    show: ({ form, thing: { one } }) => ({
      meta: { title: 'Une décision de modération', breadcrumb: crumbs('Décision de modération') },
      body: (
        <ContestPage
          kind={kind}
          one={one}
          said={one.decidedText}
          until={one.decidedAt ? contestUntil(one.decidedAt) : null}
          now={deps.clock.now()}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, input, params, thing: { actor, one } }) => {
      await contestDecision(tx, actOf(deps, actor), one, input.texte);
      return {
        location: `/espace/moderation/${kind.segment}/${params.id}/contester`,
        notice: 'Votre contestation est transmise. Une autre personne y répondra par courriel.',
      };
    },
  });
}
