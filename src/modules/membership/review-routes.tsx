import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, found, pageCount } from '../../platform/http/index.ts';
import {
  type Actor,
  copilotedBy,
  departuresOf,
  domainOf,
  isProgrammeTeam,
  isTrusted,
  reasonNotToTrust,
  signedIn,
} from '../identity/index.ts';
import { can } from './policy.ts';
import { decide } from './registration-actions.ts';
import { findForReview, listForReview, type ReviewScope, whatIsKnown } from './registration-queries.ts';
import { removedFromTitles } from './removals.ts';
import { decisionFields, listQuery, registrationParams } from './schemas.ts';
import { ReviewListPage, ReviewPage } from './views/review.tsx';

const perPage = 30;
const listHref = '/administration/inscriptions';

const scopeOf = (actor: Actor): ReviewScope =>
  isProgrammeTeam(actor) ? 'all' : { groupIds: copilotedBy(actor) };

/** Copilots come here without seeing the rest of the administration. */
const administrationOf = (actor: Actor) =>
  isProgrammeTeam(actor) ? [{ label: 'Administration', href: '/administration' }] : [];

export function reviewRoutes(app: App, deps: Deps): void {
  app.get(
    listHref,
    { config: { access: 'registration.list' }, schema: { querystring: listQuery } },
    async (request, reply) => {
      authorise(request, 'registration.list', can(request.actor, 'registration.list', null));
      const { page } = request.query;
      const listed = await listForReview(deps.db, scopeOf(signedIn(request)), { page, perPage });
      const pages = pageCount(listed.total, perPage);
      const departures = await departuresOf(
        deps.db,
        listed.registrations.map(({ email }) => email),
      );
      return reply.page(
        {
          title: 'Demandes d’inscription',
          noindex: true,
          breadcrumb: [...administrationOf(signedIn(request)), { label: 'Demandes d’inscription' }],
        },
        <ReviewListPage
          {...listed}
          departures={departures}
          page={page}
          pages={pages}
          team={isProgrammeTeam(signedIn(request))}
        />,
      );
    },
  );

  const load = async (request: FastifyRequest, { id }: { id: string }) => {
    const actor = signedIn(request);
    const registration = found(
      await findForReview(deps.db, scopeOf(actor), id),
      'Cette demande n’existe pas.',
    );
    const thing = { groupIds: registration.groups.map((group) => group.id) };
    authorise(request, 'registration.review', can(actor, 'registration.review', thing));
    return { actor, registration };
  };

  formPage(app, deps, {
    path: `${listHref}/:id`,
    access: 'registration.review',
    params: registrationParams,
    body: decisionFields,
    load,
    show: async ({ params, form, thing: { actor, ...loaded } }) => {
      // Read again: what is shown after a refused decision is what another one just changed.
      const registration = (await findForReview(deps.db, scopeOf(actor), params.id)) ?? loaded.registration;
      const domain = domainOf(registration.email);
      const never = reasonNotToTrust(domain);
      return {
        meta: {
          title: `Demande de ${registration.name}`,
          breadcrumb: [
            ...administrationOf(actor),
            { label: 'Demandes d’inscription', href: listHref },
            { label: registration.name },
          ],
        },
        body: (
          <ReviewPage
            registration={registration}
            known={await whatIsKnown(deps.db, registration)}
            departure={(await departuresOf(deps.db, [registration.email])).get(registration.email)}
            removedFrom={
              isProgrammeTeam(actor) ? await removedFromTitles(deps.db, registration.accountId) : []
            }
            domain={{ domain, never, trusted: await isTrusted(deps.db, domain, registration) }}
            showEmail={isProgrammeTeam(actor)}
            form={form}
          />
        ),
      };
    },
    submit: async ({ tx, input, thing: { actor, registration } }) => {
      const { name, email, affiliation } = await decide(
        tx,
        {
          actor,
          accountId: registration.accountId,
          decision: input.decision,
          reason: input.motif,
          seen: input.etat,
          version: input.version,
          domain: input.domaine,
        },
        { now: deps.clock.now(), publicUrl: deps.settings.publicUrl },
      );
      const done = input.decision === 'refuser' ? 'refusée' : 'acceptée';
      // What was decided for all those who come after is said, not only done.
      const trusted =
        input.decision === 'accepter-domaine' && affiliation !== null
          ? ` Le domaine ${domainOf(email)} est maintenant reconnu pour ${affiliation}.`
          : '';
      return { location: listHref, notice: `La demande de ${name} est ${done}.${trusted}` };
    },
  });
}
