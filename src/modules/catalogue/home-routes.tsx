import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { Card, Grid, PageHeader, plural } from '../../ui/index.ts';
import { catalogueHref, catalogues } from './catalogues.ts';
import { resourceIndex } from './kept-index.ts';

/** `/catalogues`: the three of them. */
export function homeRoutes(app: App, deps: Deps): void {
  app.get('/catalogues', { config: { access: 'public', cache: true } }, async (_, reply) => {
    const { byCatalogue } = await resourceIndex(deps);
    return reply.page(
      {
        title: 'Catalogues',
        description: 'Ce qui aide les collectivités : cybersécurité, données, formations.',
        canonical: '/catalogues',
        alternates: [{ type: 'application/ld+json', href: '/catalogues.jsonld' }],
        breadcrumb: [{ label: 'Catalogues' }],
      },
      <>
        <PageHeader
          title="Catalogues"
          lead="Ce qui aide les collectivités, recensé et vérifié : à quoi cela sert, pour qui, à quel coût, par où commencer."
        />
        <Grid>
          {Object.values(catalogues).map(({ slug, title, lead }) => (
            <Card
              title={title}
              href={catalogueHref(slug)}
              level={2}
              end={plural(byCatalogue.get(slug)?.size() ?? 0, 'ressource')}
            >
              <p>{lead}</p>
            </Card>
          ))}
        </Grid>
        <p class="cd-reuse">
          <a href="/catalogues/donnees-ouvertes">Données ouvertes et licence</a>
        </p>
      </>,
    );
  });
}
