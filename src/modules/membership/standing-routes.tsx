import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, found } from '../../platform/http/index.ts';
import { signedIn } from '../identity/index.ts';
import { choicesOf } from './affiliation.ts';
import { can } from './policy.ts';
import { accountParams, standingFields } from './schemas.ts';
import { correctStanding, standingOf, standingValues, typedStanding } from './standing.ts';
import { StandingPage } from './views/standing.tsx';

const accounts = '/administration/comptes';

export function standingRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${accounts}/:id/correction`,
    access: 'account.correct',
    params: accountParams,
    body: standingFields,
    load: async (request, { id }) => {
      authorise(request, 'account.correct', can(request.actor, 'account.correct', null));
      return { actor: signedIn(request), person: found(await standingOf(deps.db, id)) };
    },
    initial: ({ thing: { person } }) => standingValues(person),
    show: async ({ form, thing: { person } }) => ({
      meta: {
        title: `Corriger la fiche de ${person.name}`,
        breadcrumb: [
          { label: 'Administration', href: '/administration' },
          { label: 'Comptes', href: accounts },
          { label: person.name, href: `${accounts}/${person.id}` },
          { label: 'Corriger la fiche' },
        ],
      },
      body: <StandingPage person={person} form={form} choices={await choicesOf(deps.db, form)} />,
    }),
    submit: async ({ tx, input, thing: { actor, person } }) => {
      await correctStanding(tx, {
        actor,
        accountId: person.id,
        version: input.version,
        to: await typedStanding(tx, input, person),
        publicUrl: deps.settings.publicUrl,
        now: deps.clock.now(),
      });
      return { location: `${accounts}/${person.id}`, notice: `La fiche de ${person.name} est corrigée.` };
    },
  });
}
