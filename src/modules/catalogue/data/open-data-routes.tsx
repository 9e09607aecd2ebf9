import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { openApiOf } from './openapi.ts';
import { OpenDataPage } from './views/open-data.tsx';

const cached = { access: 'public', cache: true } as const;

/** What may be read of the catalogues as data: told to people, and to machines. */
export function openDataRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  app.get('/openapi.json', { config: cached }, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(openApiOf(await taxonomy(deps), publicUrl))),
  );

  app.get('/catalogues/donnees-ouvertes', { config: cached }, async (_request, reply) =>
    reply.page(
      {
        title: 'Les catalogues en données ouvertes',
        description: 'CSV, JSON, JSON-LD, flux Atom et fichier complet, sous licence etalab-2.0.',
        canonical: '/catalogues/donnees-ouvertes',
        breadcrumb: [{ label: 'Catalogues', href: '/catalogues' }, { label: 'Données ouvertes' }],
        alternates: [{ type: 'application/ld+json', href: '/catalogues.jsonld' }],
      },
      <OpenDataPage publicUrl={publicUrl} />,
    ),
  );
}
