import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, found } from '../../../platform/http/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';
import { listGroups } from '../../groups/index.ts';
import { isProgrammeTeam } from '../../identity/index.ts';
import { findOrganisation, listOrganisations } from '../../organisations/index.ts';
import { organisationData, organisationPageData } from './data.ts';
import { organisationForms } from './form-routes.tsx';
import { OrganisationListPage } from './views/organisation-list.tsx';
import { OrganisationPage } from './views/organisation-page.tsx';

const bySlug = z.object({ slug: fields.slug });

/** The organisations behind the groups, as pages and as data, and the programme team's form. */
export function organisationPageRoutes(app: App, deps: Deps): void {
  const config = { access: 'public', cache: true } as const;
  const { publicUrl } = deps.settings;

  app.get('/organismes', { config }, async (request, reply) => {
    const [organisations, groups] = await Promise.all([listOrganisations(deps.db), listGroups(deps.db)]);
    return reply.page(
      {
        title: 'Organismes',
        description: 'Services de l’État et associations de collectivités qui portent le programme.',
        canonical: '/organismes',
        breadcrumb: [{ label: 'Organismes' }],
        alternates: [{ type: 'application/json', href: '/organismes.json' }],
      },
      <OrganisationListPage
        organisations={organisations}
        groups={groups}
        mayEdit={isProgrammeTeam(request.actor)}
      />,
    );
  });

  app.get('/organismes.json', { config }, async () => {
    const organisations = await listOrganisations(deps.db);
    return { items: organisations.map((organisation) => organisationData(organisation, publicUrl)) };
  });

  const load = async (slug: string) => {
    const [organisation, groups] = await Promise.all([
      findOrganisation(deps.db, slug),
      listGroups(deps.db, { organisation: slug }),
    ]);
    return { organisation: found(organisation, 'Cet organisme n’existe pas.'), groups };
  };

  app.get('/organismes/:slug', { config, schema: { params: bySlug } }, async (request, reply) => {
    const { organisation, groups } = await load(request.params.slug);
    return reply.page(
      {
        title: organisation.name,
        description: excerpt(organisation.role, 160) || undefined,
        canonical: `/organismes/${organisation.slug}`,
        breadcrumb: [{ label: 'Organismes', href: '/organismes' }, { label: organisation.name }],
        alternates: [{ type: 'application/json', href: `/organismes/${organisation.slug}.json` }],
      },
      <OrganisationPage
        organisation={organisation}
        groups={groups}
        now={deps.clock.now()}
        mayEdit={isProgrammeTeam(request.actor)}
      />,
    );
  });

  app.get('/organismes/:slug.json', { config, schema: { params: bySlug } }, async (request) => {
    const { organisation, groups } = await load(request.params.slug);
    return organisationPageData(organisation, groups, publicUrl);
  });

  organisationForms(app, deps);
}
