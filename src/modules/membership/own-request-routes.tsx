import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, formPage, found } from '../../platform/http/index.ts';
import { clearSessionCookie, signedIn, suspensionOf } from '../identity/index.ts';
import { choicesOf } from './affiliation.ts';
import { askedGroupIds, openGroups } from './asked-groups.ts';
import { invitationsTo } from './invitations/queries.ts';
import { correctRequest, withdrawRequest } from './registration-actions.ts';
import { registrationOf } from './registration-queries.ts';
import { requestFields } from './schemas.ts';
import { standingOf, standingValues, typedStanding } from './standing.ts';
import { CorrectionPage, WithdrawalPage } from './views/own-request.tsx';
import { RegistrationStatusPage, SuspendedPage } from './views/registration-status.tsx';

const path = '/inscription/suivi';

/** Where one's own request stands, and what one may still do about it. */
export function ownRequestRoutes(app: App, deps: Deps): void {
  app.get(path, { config: { access: 'signed-in' } }, async (request, reply) => {
    const { id, email } = signedIn(request);
    const suspension = await suspensionOf(deps.db, id);
    if (suspension) {
      const title = 'Votre accès est suspendu';
      return reply.page(
        { title, noindex: true, breadcrumb: [{ label: title }] },
        <SuspendedPage title={title} suspension={suspension} />,
      );
    }
    const [registration, invitations] = await Promise.all([
      registrationOf(deps.db, id),
      invitationsTo(deps.db, email, deps.clock.now()),
    ]);
    return reply.page(
      { title: 'Votre inscription', noindex: true, breadcrumb: [{ label: 'Votre inscription' }] },
      <RegistrationStatusPage registration={registration} invited={invitations.length > 0} />,
    );
  });

  const waiting = async (request: FastifyRequest) => {
    const { id } = signedIn(request);
    const registration = await registrationOf(deps.db, id);
    const own = registration?.state === 'waiting' ? await standingOf(deps.db, id) : null;
    const groups = registration?.groups ?? [];
    return { groups, person: found(own, 'Vous n’avez pas de demande en attente.') };
  };
  const breadcrumb = (label: string) => [{ label: 'Votre inscription', href: path }, { label }];

  formPage(app, deps, {
    path: `${path}/correction`,
    access: 'signed-in',
    body: requestFields,
    load: waiting,
    initial: ({ thing: { person, groups } }) => ({
      ...standingValues(person),
      nom: person.name,
      groupes: groups.map(({ slug }) => slug),
    }),
    show: async ({ form, thing: { person } }) => ({
      meta: { title: 'Corriger ma demande', breadcrumb: breadcrumb('Corriger ma demande') },
      body: (
        <CorrectionPage
          form={form}
          email={person.email}
          groups={await openGroups(deps.db)}
          choices={await choicesOf(deps.db, form)}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { person } }) => {
      await correctRequest(
        tx,
        {
          accountId: person.id,
          version: input.version,
          name: input.nom,
          standing: await typedStanding(tx, input, person),
          groupIds: await askedGroupIds(tx, input.groupes),
        },
        { now: deps.clock.now(), publicUrl: deps.settings.publicUrl },
      );
      return { location: path, notice: 'Votre demande est corrigée.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/retrait`,
    access: 'signed-in',
    load: waiting,
    show: ({ form }) => ({
      meta: { title: 'Retirer ma demande', breadcrumb: breadcrumb('Retirer ma demande') },
      body: <WithdrawalPage form={form} />,
    }),
    submit: async ({ tx, thing: { person } }) => {
      await withdrawRequest(tx, person.id, deps.clock.now());
      return {
        location: '/',
        notice: 'Votre demande est retirée, et ce que vous aviez indiqué est effacé.',
        reply: (reply) => clearSessionCookie(deps, reply),
      };
    },
  });
}
