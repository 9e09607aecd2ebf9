import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, found } from '../../../platform/http/index.ts';
import { catalogueHref, catalogues } from '../catalogues.ts';
import { byCatalogue, isNarrowed, listHref } from '../list/list-query.ts';
import { listResources, readFilter } from '../list/listing.ts';
import { bySlug, findSelection, selectionHref } from '../selections/selection.ts';
import {
  embedHref,
  embedQuery,
  lookOf,
  type SelectionLook,
  selectionEmbedHref,
  selectionEmbedQuery,
} from './embed-address.ts';
import { componentHtml, frameHtml } from './snippets.ts';
import { illegible, type Theme, themeNames } from './theme.ts';
import { BuilderPage } from './views/builder.tsx';
import { ListChoices, SelectionChoices } from './views/choices.tsx';

/** As they were typed, so that what is no colour is said rather than dropped. */
const typedColour = z.string().max(40).default('').catch('');
const colours = { accent: typedColour, fond: typedColour, texte: typedColour };
const builderQuery = embedQuery.extend(colours);
const selectionBuilderQuery = selectionEmbedQuery.extend(colours);

const frameHeight = 600;

/** The pages that make what a webmaster pastes, with the guide to it: of a list, of a selection. */
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
      const title = `Catalogue ${catalogue.of}`;
      const here = catalogueHref(catalogue.slug);
      framesOurs(reply);
      return reply.page(
        {
          title: `Intégrer le catalogue ${catalogue.of} à votre site`,
          description:
            'Une liste de ressources, toujours à jour, sur votre site : choisissez les filtres et les couleurs, copiez le code.',
          canonical: `${here}/integrer`,
          noindex: isNarrowed(asked),
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogue.title, href: here },
            { label: 'Intégrer à votre site' },
          ],
        },
        <BuilderPage
          eyebrow={title}
          lead="Une liste de ressources choisies, toujours à jour, dans une page de votre site. Choisissez ce qu’elle montre, regardez l’aperçu, copiez le code."
          form={
            <ListChoices
              catalogue={catalogue}
              filter={filter}
              listing={listing}
              count={look.nombre}
              typed={typedColours(query, look.theme)}
            />
          }
          warnings={illegible(look.theme)}
          {...codesOf(publicUrl, title, look, {
            page: listHref(catalogue.slug, asked),
            embed: embedHref(catalogue.slug, asked, look),
          })}
          guide={{
            publicUrl,
            href: here,
            data: [
              { label: 'JSON', href: `${here}.json` },
              { label: 'CSV', href: `${here}.csv` },
              { label: 'flux Atom', href: `${here}.atom` },
            ],
            narrowed: true,
          }}
        />,
      );
    },
  );

  app.get(
    '/selections/:slug/integrer',
    {
      config: { access: 'public', cache: true },
      schema: { params: bySlug, querystring: selectionBuilderQuery },
    },
    async ({ params, query }, reply) => {
      const selection = found(await findSelection(deps.db, params.slug), 'Cette sélection n’existe pas.');
      const { nombre, ...theme } = selectionEmbedQuery.parse(query);
      const { title } = selection;
      const look = { nombre, theme };
      const here = selectionHref(selection);
      framesOurs(reply);
      return reply.page(
        {
          title: `Intégrer à votre site : ${title}`,
          description:
            'Une sélection de ressources, toujours à jour, sur votre site : choisissez les couleurs, copiez le code.',
          canonical: `${here}/integrer`,
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: 'Sélections', href: '/selections' },
            { label: title, href: here },
            { label: 'Intégrer à votre site' },
          ],
        },
        <BuilderPage
          eyebrow={title}
          lead="Cette sélection, dans son ordre et avec ses mots, toujours à jour, dans une page de votre site. Regardez l’aperçu, copiez le code."
          form={
            <SelectionChoices path={`${here}/integrer`} count={nombre} typed={typedColours(query, theme)} />
          }
          warnings={illegible(theme)}
          {...codesOf(publicUrl, title, look, { page: here, embed: selectionEmbedHref(selection, look) })}
          guide={{ publicUrl, href: here, data: [{ label: 'JSON', href: `${here}.json` }], narrowed: false }}
        />,
      );
    },
  );
}

/** These pages alone frame another, and one of ours. */
function framesOurs(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.header('content-security-policy', `${policy};frame-src 'self'`);
}

function typedColours(
  { accent, fond, texte }: Record<(typeof themeNames)[number], string>,
  understood: Theme,
) {
  const typed = { accent, fond, texte };
  const errors = Object.fromEntries(
    themeNames
      .filter((name) => typed[name] !== '' && understood[name] === undefined)
      .map((name) => [name, 'Écrivez six chiffres ou lettres de a à f, par exemple 0b4a57.']),
  );
  return { colours: typed, errors };
}

/** What is pasted, from the paths of a page and of the document that frames it. */
function codesOf(
  publicUrl: string,
  title: string,
  { nombre: count, theme }: SelectionLook,
  { page, embed }: { page: string; embed: string },
) {
  return {
    embed,
    frame: frameHtml({ src: publicUrl + embed, title, height: frameHeight }),
    component: componentHtml({ publicUrl, page: publicUrl + page, title, count, style: variablesOf(theme) }),
  };
}

const variablesOf = (theme: Theme): Record<string, string> =>
  Object.fromEntries(
    themeNames.flatMap((name) => (theme[name] ? [[`--cordee-${name}`, `#${theme[name]}`]] : [])),
  );
