import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  Forbidden,
  fields,
  formPage,
  found,
  notFound,
} from '../../../platform/http/index.ts';
import { findGroup, spaceMeta } from '../../groups/index.ts';
import { type Actor, readProfile, signedIn } from '../../identity/index.ts';
import { choicesOf } from '../affiliation.ts';
import { can } from '../policy.ts';
import { groupParams } from '../schemas.ts';
import {
  addAffiliation,
  chooseAffiliation,
  chosenAffiliation,
  otherAffiliationsOf,
  removeAffiliation,
} from './own-affiliations.ts';
import { ChosenQualityPage, QualitiesPage } from './views/qualities.tsx';

const path = '/espace/compte/qualites';
const breadcrumb = [
  { label: 'Mon espace', href: '/espace' },
  { label: 'Mon compte', href: '/espace/compte' },
  { label: 'Mes qualités' },
];

/** One's other qualities, and in which of them one takes part in each group. */
export function affiliationRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path,
    access: 'signed-in',
    body: {
      qualite: fields.choice(
        ['elu', 'association'] as const,
        'Dites si c’est dans une collectivité ou un organisme.',
      ),
      structure: fields.line({ max: 200, required: 'Indiquez la collectivité ou l’organisme.' }),
      structure_id: z.string().max(250).catch(''),
      structure_pour: z.string().max(250).optional().catch(undefined),
      fonction: fields.line({ max: 150, required: 'Indiquez votre mandat ou votre fonction.' }),
    },
    load: (request) => letIn(signedIn(request)),
    show: async ({ thing, form }) => ({
      meta: { title: 'Mes qualités', breadcrumb },
      body: (
        <QualitiesPage
          form={form}
          profile={await readProfile(deps.db, thing.id)}
          others={await otherAffiliationsOf(deps.db, thing.id)}
          choices={await choicesOf(deps.db, form)}
        />
      ),
    }),
    submit: async ({ tx, thing, input }) => {
      await addAffiliation(tx, { accountId: thing.id, input, now: deps.clock.now() });
      return {
        location: path,
        notice: 'Cette qualité est ajoutée. Choisissez, dans chaque groupe, celle qui y compte.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/retrait`,
    access: 'signed-in',
    params: z.object({ id: fields.uuid }),
    load: (request) => letIn(signedIn(request)),
    submit: async ({ tx, thing, params }) => {
      if (!(await removeAffiliation(tx, thing.id, params.id))) notFound();
      return { location: path, notice: 'Cette qualité est retirée.' };
    },
  });

  formPage(app, deps, {
    path: '/groupes/:slug/qualite',
    access: 'membership.own',
    params: groupParams,
    body: { qualite: z.union([z.literal('principale'), fields.uuid], { error: 'Choisissez une qualité.' }) },
    load: async (request, { slug }) => {
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      authorise(request, 'membership.own', can(request.actor, 'membership.own', { groupId: group.id }));
      return { group, actor: signedIn(request) };
    },
    initial: async ({ thing: { group, actor } }) => ({
      qualite: (await chosenAffiliation(deps.db, group.id, actor.id)) ?? 'principale',
    }),
    show: async ({ thing: { group, actor }, form }) => ({
      meta: spaceMeta(group, 'Ma qualité dans ce groupe'),
      body: (
        <ChosenQualityPage
          group={group}
          form={form}
          profile={await readProfile(deps.db, actor.id)}
          others={await otherAffiliationsOf(deps.db, actor.id)}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor } }) => {
      const affiliationId = input.qualite === 'principale' ? null : input.qualite;
      await chooseAffiliation(tx, { groupId: group.id, accountId: actor.id, affiliationId });
      return {
        location: `/espace/groupes/${group.slug}/membres`,
        notice: 'C’est noté : c’est en cette qualité que les membres du groupe vous voient.',
      };
    },
  });
}

/** Whoever waits has nothing to tell yet beside the request itself. */
function letIn(actor: Actor): Actor {
  if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
  return actor;
}
