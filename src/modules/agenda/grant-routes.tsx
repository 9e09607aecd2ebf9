import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, limitAttempts } from '../../platform/http/index.ts';
import { onMeasure } from './access.ts';
import { crumbsOf } from './crumbs.ts';
import { bySlug } from './editing-routes.tsx';
import { grantEditing, listEditors, withdrawEditing } from './grants.ts';
import { GrantsPage } from './views/grants.tsx';

const path = '/agenda/:slug/acces';

/** Who else may edit a measure: agents of the ministry that answers for it. */
export function grantRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  const load = onMeasure(deps, 'measure.grant');
  const acting = ({ id, name }: { id: string; name: string }) => ({
    by: { id, name },
    now: deps.clock.now(),
    publicUrl,
  });

  formPage(app, deps, {
    path,
    access: 'measure.grant',
    params: bySlug,
    body: { adresse: fields.email('Indiquez l’adresse électronique de la personne.') },
    load,
    show: async ({ form, thing: { measure } }) => ({
      meta: crumbsOf(measure, 'Qui peut modifier'),
      body: <GrantsPage measure={measure} editors={await listEditors(deps.db, measure.id)} form={form} />,
    }),
    // One could learn address by address who has an account.
    guard: ({ thing: { actor } }) =>
      limitAttempts(deps.db, {
        name: 'measure-grant',
        of: actor.id,
        max: 30,
        seconds: 3600,
        now: deps.clock.now(),
      }),
    submit: async ({ tx, input, thing: { measure, actor } }) => {
      const name = await grantEditing(tx, acting(actor), measure, input.adresse);
      return {
        location: `/agenda/${measure.slug}/acces`,
        notice: `${name} peut modifier cette mesure, et en est prévenu par courriel.`,
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/retrait`,
    access: 'measure.grant',
    params: bySlug.extend({ id: fields.uuid }),
    load: (request, { slug }) => load(request, { slug }),
    submit: async ({ tx, params: { id }, thing: { measure, actor } }) => {
      await withdrawEditing(tx, acting(actor), measure, id);
      return { location: `/agenda/${measure.slug}/acces`, notice: 'Ce droit est retiré.' };
    },
  });
}
