import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { catalogueCounts } from './catalogue-counts.ts';
import { catalogueSlugs } from './catalogues.ts';
import type { CataloguePagesAbove } from './pages-above.ts';
import { CataloguesHome } from './views/home-page.tsx';

/** `/catalogues`: the three of them, and the three ways into them. */
export function homeRoutes(app: App, deps: Deps, above: CataloguePagesAbove): void {
  const links = catalogueSlugs.flatMap((catalogue) => above.links?.(catalogue) ?? []);
  app.get('/catalogues', { config: { access: 'public', cache: true } }, async (_, reply) => {
    return reply.page(
      {
        title: 'Catalogues : ce qui aide les collectivités',
        description:
          'Cybersécurité, données, formations : ce qui aide les collectivités, en trois questions, par la recherche ou depuis votre commune.',
        canonical: '/catalogues',
        alternates: [{ type: 'application/ld+json', href: '/catalogues.jsonld' }],
        breadcrumb: [{ label: 'Catalogues' }],
      },
      <CataloguesHome counts={await catalogueCounts(deps)} links={links} />,
    );
  });
}
