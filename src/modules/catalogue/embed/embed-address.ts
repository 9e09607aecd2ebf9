import { z } from 'zod';
import { type CatalogueSlug, catalogueHref, resourceHref } from '../catalogues.ts';
import { type Asked, listQuery, searchOf } from '../list/list-query.ts';
import { selectionHref } from '../selections/selection.ts';
import { type Theme, themeNames, themeQuery } from './theme.ts';

export const usualCount = 10;
const mostShown = 50;

/** How many resources an embed shows. */
const nombre = z.coerce.number().int().min(1).max(mostShown).catch(usualCount).default(usualCount);

/** `/integrer/catalogues/cybersecurite?needs=reagir&nombre=5&accent=0b4a57…` */
export const embedQuery = listQuery.omit({ page: true }).extend({ nombre, ...themeQuery });

/** `/integrer/selections/premiers-gestes?nombre=5`: all of it unless a number is asked. */
export const selectionEmbedQuery = z.object({
  nombre: z.coerce.number().int().min(1).max(mostShown).optional().catch(undefined),
  ...themeQuery,
});

/** What an embed shows, and how. */
export interface EmbedLook {
  nombre: number;
  theme: Theme;
}

/** A selection is short: no number, and all of it is shown. */
export type SelectionLook = Partial<Pick<EmbedLook, 'nombre'>> & Pick<EmbedLook, 'theme'>;

export const lookOf = ({ nombre, accent, fond, texte }: z.output<typeof embedQuery>): EmbedLook => ({
  nombre,
  theme: { accent, fond, texte },
});

export function themeSearch(theme: Theme): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of themeNames) if (theme[name]) search.set(name, theme[name]);
  return search;
}

const under = (path: string, search: URLSearchParams): string =>
  search.size > 0 ? `${path}?${search}` : path;

/** The address of a style sheet with these colours; null when none is asked. */
export function themeHref(theme: Theme): string | null {
  const search = themeSearch(theme);
  return search.size > 0 ? under('/integrer/theme.css', search) : null;
}

/** The framed twin of a list; that of a single resource has no number. */
export function embedHref(
  catalogue: CatalogueSlug,
  asked: Asked,
  { nombre: count, theme }: EmbedLook,
): string {
  const search = searchOf(asked);
  if (count !== usualCount) search.set('nombre', String(count));
  for (const [name, value] of themeSearch(theme)) search.set(name, value);
  return under(`/integrer${catalogueHref(catalogue)}`, search);
}

export const resourceEmbedHref = (
  resource: { catalogue: CatalogueSlug; slug: string },
  theme: Theme,
): string => under(`/integrer${resourceHref(resource)}`, themeSearch(theme));

export function selectionEmbedHref(
  selection: { slug: string },
  { nombre: count, theme }: SelectionLook,
): string {
  const search = new URLSearchParams(count === undefined ? {} : { nombre: String(count) });
  for (const [name, value] of themeSearch(theme)) search.set(name, value);
  return under(`/integrer${selectionHref(selection)}`, search);
}
