import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, found, notFound, openToAll } from '../../../platform/http/index.ts';
import { seen } from '../access.ts';
import { catalogues } from '../catalogues.ts';
import { byCatalogue, byResource, queryIn } from '../list/list-query.ts';
import { readFilter } from '../list/listing.ts';
import { bySlug, findSelection } from '../selections/selection.ts';
import { embedHref, resourceEmbedHref, selectionEmbedHref, usualCount } from './embed-address.ts';
import { type Framed, frameHtml } from './snippets.ts';

const pixels = z.coerce.number().int().min(100).max(5000).optional().catch(undefined);

const oembedQuery = z.object({
  url: z.string().max(2000),
  format: z.string().max(20).default('json'),
  maxwidth: pixels,
  maxheight: pixels,
});

const usualWidth = 640;
const usualHeight = 600;

/** `/oembed?url=…`: how to show a page of the catalogues, or a selection, elsewhere (oembed.com). Pages say so in their head. */
export function oembedRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  app.get(
    '/oembed',
    { config: { access: 'public', cache: true }, schema: { querystring: oembedQuery } },
    async ({ query }, reply) => {
      const { src, title } = found(await framedAt(deps, query.url), 'Cette adresse ne s’intègre pas.');
      if (query.format !== 'json') {
        return openToAll(reply)
          .code(501)
          .type('application/problem+json')
          .send(JSON.stringify({ type: 'about:blank', status: 501, title: 'Seul le format JSON existe.' }));
      }
      const width = Math.min(usualWidth, query.maxwidth ?? usualWidth);
      const height = Math.min(usualHeight, query.maxheight ?? usualHeight);
      return reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          version: '1.0',
          type: 'rich',
          title,
          provider_name: 'Cordée',
          provider_url: publicUrl,
          cache_age: 86_400,
          width,
          height,
          html: frameHtml({ src: publicUrl + src, title, width, height }),
        }),
      );
    },
  );
}

type OfPage = Pick<Framed, 'src' | 'title'>;

/** What frames the page of this address; null when it is none of ours, or none that is framed. */
async function framedAt(deps: Deps, address: string): Promise<OfPage | null> {
  if (!URL.canParse(address)) return null;
  const { origin, pathname, searchParams } = new URL(address);
  if (origin !== deps.settings.publicUrl) return null;
  const [, place, ...names] = pathname.replace(/\/$/, '').split('/');
  if (place === 'catalogues') return inCatalogues(deps, names, searchParams);
  return place === 'selections' ? selectionFramed(deps, names) : null;
}

async function selectionFramed({ db }: Deps, [slug, ...more]: string[]): Promise<OfPage | null> {
  const one = bySlug.safeParse({ slug });
  if (!one.success || more.length > 0) return null;
  const selection = await findSelection(db, one.data.slug);
  return selection && { src: selectionEmbedHref(selection, { theme: {} }), title: selection.title };
}

async function inCatalogues(
  deps: Deps,
  [catalogue, slug, ...more]: string[],
  searchParams: URLSearchParams,
): Promise<OfPage | null> {
  if (more.length > 0) return null;
  if (slug !== undefined) {
    const one = byResource.safeParse({ catalogue, slug });
    if (!one.success) return null;
    const resource = await seen(deps, one.data);
    if (!resource.published) notFound();
    return { src: resourceEmbedHref(resource, {}), title: resource.title };
  }
  const list = byCatalogue.safeParse({ catalogue });
  if (!list.success) return null;
  const its = catalogues[list.data.catalogue];
  const filter = await readFilter(deps, its, queryIn(searchParams));
  return {
    src: embedHref(its.slug, filter.asked, { nombre: usualCount, theme: {} }),
    title: `Catalogue ${its.of}`,
  };
}

/** For the head of a page: where what frames it is told. */
export const oembedAlternate = (publicUrl: string, href: string, title: string) => ({
  type: 'application/json+oembed',
  href: `${publicUrl}/oembed?${new URLSearchParams({ url: publicUrl + href, format: 'json' })}`,
  title,
});
