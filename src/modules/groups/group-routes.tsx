import { z } from 'zod';
import type { Db, GroupState, Side } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, fields, formPage, type TypedValues } from '../../platform/http/index.ts';
import { Button, PageHeader } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { listOrganisations, organisationLabel } from '../organisations/index.ts';
import { actOf, allowed } from './access.ts';
import { changeGroupState, createGroup, editGroup, governGroup } from './actions.ts';
import { refuseWithoutKeys } from './keys/actions.ts';
import { sidesOf } from './keys/sides.ts';
import { nextStates, stateLabels } from './life-cycle.ts';
import { can } from './policy.ts';
import type { Group } from './queries.ts';
import { changeStateFields, governanceFields, newGroupFields, presentationFields } from './schemas.ts';
import { GroupForm } from './views/group-form.tsx';
import { StateForm } from './views/state-form.tsx';

const bySlug = z.object({ slug: fields.slug });

/** Forms that create a group, describe it, and move it along its life. */
export function groupFormRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/administration/groupes/nouveau',
    access: 'group.create',
    body: newGroupFields,
    load: (request) => {
      authorise(request, 'group.create', can(request.actor, 'group.create', null));
      return signedIn(request);
    },
    initial: () => ({ confidence: 'high' }),
    show: async ({ form }) => ({
      meta: {
        title: 'Proposer un groupe projet',
        breadcrumb: [{ label: 'Groupes projets', href: '/groupes' }, { label: 'Proposer un groupe' }],
      },
      body: (
        <>
          <PageHeader
            title="Proposer un groupe projet"
            lead="Le groupe sera visible de tous, à l’état « proposé ». Il deviendra actif quand vous le déciderez."
          />
          <GroupForm
            form={form}
            submit="Proposer le groupe"
            cancelHref="/groupes"
            governance={await organisationChoices(deps.db)}
            withReason
          />
        </>
      ),
    }),
    submit: async ({ tx, thing: actor, input }) => {
      const slug = await createGroup(tx, actOf(deps, actor), input);
      return { location: `/groupes/${slug}`, notice: 'Le groupe est proposé.' };
    },
  });

  formPage(app, deps, {
    path: '/administration/groupes/:slug/modifier',
    access: 'group.govern',
    params: bySlug,
    body: { ...governanceFields, version: fields.version },
    load: allowed(deps, 'group.govern'),
    initial: ({ thing: { group } }) => ({ ...presentationValues(group), ...governanceValues(group) }),
    show: async ({ form, thing: { group } }) => ({
      meta: editMeta(group),
      body: (
        <>
          <PageHeader eyebrow={group.title} title="Modifier le groupe" />
          <GroupForm
            form={form}
            submit="Enregistrer"
            cancelHref={`/groupes/${group.slug}`}
            governance={await organisationChoices(deps.db)}
          />
        </>
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input: { version, ...input } }) => {
      await governGroup(tx, actOf(deps, actor), { slug: group.slug, version }, input);
      return { location: `/groupes/${group.slug}`, notice: 'Le groupe est à jour.' };
    },
  });

  formPage(app, deps, {
    path: '/espace/groupes/:slug/modifier',
    access: 'group.edit',
    params: bySlug,
    body: { ...presentationFields, version: fields.version },
    load: allowed(deps, 'group.edit'),
    initial: ({ thing: { group } }) => presentationValues(group),
    show: ({ form, thing: { group, actor } }) => ({
      meta: editMeta(group),
      body: (
        <>
          <PageHeader
            eyebrow={group.title}
            title="Modifier la présentation du groupe"
            lead="Le numéro et les organismes copilotes du groupe se changent avec l’équipe du programme."
            actions={
              can(actor, 'group.steer', group) && (
                <>
                  <Button href={`/espace/groupes/${group.slug}/objectif`} kind="secondary" size="sm">
                    Changer le titre ou l’objectif
                  </Button>
                  <Button href={`/espace/groupes/${group.slug}/etat`} kind="secondary" size="sm">
                    Mettre en pause, reprendre ou clore
                  </Button>
                </>
              )
            }
          />
          <GroupForm form={form} submit="Enregistrer" cancelHref={`/groupes/${group.slug}`} />
        </>
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input: { version, ...input } }) => {
      await editGroup(tx, actOf(deps, actor), { slug: group.slug, version }, input);
      return { location: `/groupes/${group.slug}`, notice: 'La présentation du groupe est à jour.' };
    },
  });

  formPage(app, deps, {
    path: '/administration/groupes/:slug/etat',
    access: 'group.change-state',
    params: bySlug,
    body: changeStateFields,
    load: allowed(deps, 'group.change-state'),
    initial: ({ thing: { group } }) => ({ version: String(group.version) }),
    show: async ({ form, thing: { group } }) => {
      const isTwoSided = (await sidesOf(deps.db, group.id)).length === 2;
      return {
        meta: {
          title: `Changer l’état – ${group.title}`,
          breadcrumb: groupCrumbs(group, 'Changer l’état'),
        },
        body: (
          <StateForm
            group={group}
            form={form}
            choices={nextStates(group.state).filter((state) => !isTwoSided || opens(group, state))}
            notice={
              isTwoSided
                ? 'Ce groupe a des copilotes de chaque côté : ce sont eux qui le mettent en pause, le font reprendre ou le closent, depuis son espace, avec une clé de chaque côté.'
                : undefined
            }
            cancelHref={`/groupes/${group.slug}`}
          />
        ),
      };
    },
    submit: async ({ tx, thing: { group, actor }, input: { version, ...change } }) => {
      if (!opens(group, change.state)) await refuseWithoutKeys(tx, group.id, 'state');
      await changeGroupState(tx, actOf(deps, actor), { ...group, version }, change);
      return {
        location: `/groupes/${group.slug}#histoire`,
        notice: `État du groupe : ${stateLabels[change.state].toLowerCase()}.`,
      };
    },
  });
}

/** What stays the programme team's alone, whoever co-pilots the group. */
const opens = (group: Group, state: GroupState) => group.state === 'proposed' && state === 'active';

function groupCrumbs(group: Group, here: string) {
  return [
    { label: 'Groupes projets', href: '/groupes' },
    { label: group.title, href: `/groupes/${group.slug}` },
    { label: here },
  ];
}

const editMeta = (group: Group) => ({
  title: `Modifier – ${group.title}`,
  breadcrumb: groupCrumbs(group, 'Modifier'),
});

function presentationValues(group: Group): TypedValues {
  return {
    contact: group.contact ?? '',
    period_start: group.period.start ?? '',
    period_end: group.period.end ?? '',
    status_note: group.statusNote ?? '',
    version: String(group.version),
  };
}

function governanceValues(group: Group): TypedValues {
  const ofSide = (side: Side) => group.copilots.filter((one) => one.side === side).map(({ slug }) => slug);
  return {
    title: group.title,
    objective: group.objective,
    number: group.number === null ? '' : String(group.number),
    confidence: group.confidence,
    note: group.note ?? '',
    copilots_etat: ofSide('etat'),
    copilots_collectivites: ofSide('collectivites'),
  };
}

async function organisationChoices(db: Db) {
  const organisations = await listOrganisations(db);
  const ofSide = (side: Side) =>
    organisations
      .filter((organisation) => organisation.side === side)
      .map((organisation) => ({ value: organisation.slug, label: organisationLabel(organisation) }));
  return { etat: ofSide('etat'), collectivites: ofSide('collectivites') };
}
