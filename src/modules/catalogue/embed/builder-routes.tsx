import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { catalogueHref, catalogues } from '../catalogues.ts';
import { byCatalogue, isNarrowed, listHref } from '../list-query.ts';
import { listResources, readFilter } from '../listing.ts';
import { type EmbedLook, embedHref, embedQuery, lookOf } from './embed-address.ts';
import { componentHtml, frameHtml } from './snippets.ts';
import { illegible, type Theme, themeNames } from './theme.ts';
import { BuilderPage } from './views/builder.tsx';

/** As they were typed, so that what is no colour is said rather than dropped. */
const typedColour = z.string().max(40).default('').catch('');
const builderQuery = embedQuery.extend({ accent: typedColour, fond: typedColour, texte: typedColour });

const frameHeight = 600;

/** The page that makes what a webmaster pastes, with the guide to it. */
export function builderRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  app.get(
    '/catalogues/:catalogue/integrer',
    { config: { access: 'public', cache: true }, schema: { params: byCatalogue, querystring: builderQuery } },
    async ({ params, query }, reply) => {
      const catalogue = catalogues[params.catalogue];
      const look = lookOf(embedQuery.parse(query));
      const filter = await readFilter(deps, catalogue, { ...query, page: 1 });
      const listing = await listResources(deps, catalogue, filter);
      const { asked } = filter;
      const errors = Object.fromEntries(
        themeNames
          .filter((name) => query[name] !== '' && look.theme[name] === undefined)
          .map((name) => [name, 'Écrivez six chiffres ou lettres de a à f, par exemple 0b4a57.']),
      );
      const embed = embedHref(catalogue.slug, asked, look);
      const title = `Catalogue ${catalogue.of}`;
      // This page alone frames another, and one of ours.
      const policy = String(reply.getHeader('content-security-policy'));
      reply.header('content-security-policy', `${policy};frame-src 'self'`);
      return reply.page(
        {
          title: `Intégrer le catalogue ${catalogue.of} à votre site`,
          description:
            'Une liste de ressources, toujours à jour, sur votre site : choisissez les filtres et les couleurs, copiez le code.',
          canonical: `${catalogueHref(catalogue.slug)}/integrer`,
          noindex: isNarrowed(asked),
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogue.title, href: catalogueHref(catalogue.slug) },
            { label: 'Intégrer à votre site' },
          ],
        },
        <BuilderPage
          catalogue={catalogue}
          filter={filter}
          listing={listing}
          count={look.nombre}
          colours={{ accent: query.accent, fond: query.fond, texte: query.texte }}
          errors={errors}
          warnings={illegible(look.theme)}
          embed={embed}
          frame={frameHtml({ src: publicUrl + embed, title, height: frameHeight })}
          component={componentOf(publicUrl, publicUrl + listHref(catalogue.slug, asked), title, look)}
          publicUrl={publicUrl}
        />,
      );
    },
  );
}

function componentOf(publicUrl: string, page: string, title: string, { nombre, theme }: EmbedLook): string {
  return componentHtml({ publicUrl, page, title, count: nombre, style: variablesOf(theme) });
}

const variablesOf = (theme: Theme): Record<string, string> =>
  Object.fromEntries(
    themeNames.flatMap((name) => (theme[name] ? [[`--cordee-${name}`, `#${theme[name]}`]] : [])),
  );
