import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  Forbidden,
  fields,
  formPage,
  found,
  type TypedValues,
} from '../../../platform/http/index.ts';
import { PageHeader } from '../../../ui/index.ts';
import { reindexGroupsOf } from '../../groups/index.ts';
import { type Actor, isProgrammeTeam } from '../../identity/index.ts';
import {
  createOrganisation,
  editOrganisation,
  findOrganisation,
  type Organisation,
  organisationFields,
} from '../../organisations/index.ts';
import { OrganisationForm } from './views/organisation-form.tsx';

const bySlug = z.object({ slug: fields.slug });
const verb = 'organisation.edit';

/** The programme team's forms; here because rights are not known as low as the organisations. */
export function organisationForms(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/administration/organismes/nouveau',
    access: verb,
    body: organisationFields,
    load: (request) => teamMember(request),
    initial: () => ({ confidence: 'high' }),
    show: ({ form }) => ({
      meta: {
        title: 'Ajouter un organisme',
        breadcrumb: [{ label: 'Organismes', href: '/organismes' }, { label: 'Ajouter' }],
      },
      body: (
        <>
          <PageHeader title="Ajouter un organisme" />
          <OrganisationForm form={form} submit="Ajouter l’organisme" cancelHref="/organismes" />
        </>
      ),
    }),
    submit: async ({ tx, thing: actor, input }) => {
      const slug = await createOrganisation(tx, actor, input);
      return { location: `/organismes/${slug}`, notice: 'L’organisme est ajouté.' };
    },
  });

  formPage(app, deps, {
    path: '/administration/organismes/:slug/modifier',
    access: verb,
    params: bySlug,
    body: { ...organisationFields, version: fields.version },
    load: async (request, { slug }) => {
      const actor = teamMember(request);
      return {
        actor,
        organisation: found(await findOrganisation(deps.db, slug), 'Cet organisme n’existe pas.'),
      };
    },
    initial: ({ thing: { organisation } }) => valuesOf(organisation),
    show: ({ form, thing: { organisation } }) => ({
      meta: {
        title: `Modifier – ${organisation.name}`,
        breadcrumb: [
          { label: 'Organismes', href: '/organismes' },
          { label: organisation.name, href: `/organismes/${organisation.slug}` },
          { label: 'Modifier' },
        ],
      },
      body: (
        <>
          <PageHeader eyebrow={organisation.name} title="Modifier l’organisme" />
          <OrganisationForm
            form={form}
            submit="Enregistrer"
            cancelHref={`/organismes/${organisation.slug}`}
          />
        </>
      ),
    }),
    submit: async ({ tx, thing: { actor, organisation }, input: { version, ...input } }) => {
      await editOrganisation(tx, actor, organisation.slug, version, input);
      await reindexGroupsOf(tx, organisation.slug);
      return { location: `/organismes/${organisation.slug}`, notice: 'L’organisme est à jour.' };
    },
  });
}

function teamMember(request: FastifyRequest): Actor {
  const { actor } = request;
  authorise(request, verb, isProgrammeTeam(actor));
  if (!actor) throw new Forbidden('Connectez-vous pour faire cela.');
  return actor;
}

function valuesOf(organisation: Organisation): TypedValues {
  return {
    name: organisation.name,
    acronym: organisation.acronym ?? '',
    side: organisation.side ?? '',
    kind: organisation.kind,
    website: organisation.website ?? '',
    role: organisation.role,
    ...(organisation.inGovernance ? { in_governance: '1' } : {}),
    confidence: organisation.confidence,
    note: organisation.note ?? '',
    version: String(organisation.version),
  };
}
