import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, notFound } from '../../../platform/http/index.ts';
import { perSitemap, type SiteAddress } from '../../../platform/site-addresses.ts';
import { authorityAddresses, countAuthorities, siteMap } from './queries.ts';
import { SiteMap } from './views/site-map.tsx';
import { sitemapIndex, urlSet } from './xml.ts';

const xml = 'application/xml; charset=utf-8';

/** What robots have no use for: searches, forms, and what asks to sign in. */
const closedToRobots = [
  '/administration',
  '/connexion',
  '/courriels',
  '/demonstration',
  '/espace',
  '/inscription',
  '/profil',
  '/recherche',
];

function lastChange(addresses: readonly SiteAddress[]): Date | null {
  const times = addresses.flatMap(({ changed }) => changed?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** @param addresses every public page but those of the authorities, which are too many */
export function siteMapRoutes(
  app: App,
  { db, settings: { publicUrl } }: Deps,
  addresses: () => Promise<SiteAddress[]>,
): void {
  const config = { access: 'public', cache: true } as const;

  app.get('/plan-du-site', { config }, async (_request, reply) => {
    return reply.page(
      { title: 'Plan du site', canonical: '/plan-du-site', breadcrumb: [{ label: 'Plan du site' }] },
      <SiteMap {...(await siteMap(db))} />,
    );
  });

  app.get('/robots.txt', { config }, async (_request, reply) => {
    const rules = closedToRobots.map((path) => `Disallow: ${path}`).join('\n');
    return reply
      .type('text/plain; charset=utf-8')
      .send(`User-agent: *\n${rules}\n\nSitemap: ${publicUrl}/sitemap.xml\n`);
  });

  app.get('/sitemap.xml', { config }, async (_request, reply) => {
    const [contents, authorities] = await Promise.all([addresses(), countAuthorities(db)]);
    const parts = Math.ceil(authorities / perSitemap);
    return reply.type(xml).send(
      sitemapIndex(
        [
          { path: '/sitemap-contenus.xml', changed: lastChange(contents) },
          ...Array.from({ length: parts }, (_, index) => ({
            path: `/sitemap-collectivites-${index + 1}.xml`,
          })),
        ],
        publicUrl,
      ),
    );
  });

  app.get('/sitemap-contenus.xml', { config }, async (_request, reply) => {
    return reply.type(xml).send(urlSet(await addresses(), publicUrl));
  });

  app.get(
    '/sitemap-collectivites-:part(^[1-9]\\d{0,2}$).xml',
    // Some 3 MB: made when asked for rather than kept among the pages.
    { config: { access: 'public' }, schema: { params: z.object({ part: z.coerce.number().int() }) } },
    async (request, reply) => {
      const authorities = await authorityAddresses(db, request.params.part);
      if (authorities.length === 0) notFound();
      return reply.type(xml).send(urlSet(authorities, publicUrl));
    },
  );
}
