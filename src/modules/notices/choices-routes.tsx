import type { Deps } from '../../platform/deps.ts';
import { type App, Forbidden, formPage } from '../../platform/http/index.ts';
import { signedIn } from '../identity/index.ts';
import { readChoices, saveChoices } from './choices.ts';
import { choicesPath } from './mails/addresses.ts';
import { choicesFields } from './schemas.ts';
import { ChoicesPage } from './views/choices.tsx';

/** All that a person receives by mail from their groups, on one page. */
export function choicesRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: choicesPath,
    access: 'signed-in',
    body: choicesFields,
    load: async (request) => {
      const actor = signedIn(request);
      if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
      return { actor, ...(await readChoices(deps.db, actor.id)) };
    },
    initial: ({ thing: { most, groups } }) => ({
      plafond: String(most),
      groupe: groups.map(({ slug }) => slug),
      rythme: groups.map(({ mail }) => mail),
    }),
    show: ({ form, thing: { groups } }) => ({
      meta: {
        title: 'Mes courriels',
        breadcrumb: [
          { label: 'Mon espace', href: '/espace' },
          { label: 'Mon compte', href: '/espace/compte' },
          { label: 'Mes courriels' },
        ],
      },
      body: <ChoicesPage groups={groups} form={form} now={deps.clock.now()} />,
    }),
    submit: async ({ tx, input, thing: { actor, groups } }) => {
      const idOf = new Map(groups.map(({ slug, id }) => [slug, id]));
      const rhythms = input.groupe.flatMap((slug, index) => {
        const [groupId, mail] = [idOf.get(slug), input.rythme[index]];
        // Left meanwhile, or never joined: nothing to choose.
        return groupId && mail ? [{ groupId, mail }] : [];
      });
      await saveChoices(tx, actor.id, { most: input.plafond, rhythms });
      return { location: choicesPath, notice: 'Vos choix sont enregistrés.' };
    },
  });
}
