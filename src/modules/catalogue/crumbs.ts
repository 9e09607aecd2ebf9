import { metaBelow, type PageMeta } from '../../platform/http/index.ts';
import { type CatalogueSlug, catalogueHref, catalogues, resourceHref } from './catalogues.ts';

const home = { label: 'Catalogues', href: '/catalogues' };

/** A page of a catalogue, beside its list. */
export const catalogueMeta = (slug: CatalogueSlug, page: string): PageMeta => {
  const { title, of } = catalogues[slug];
  return {
    title: `${page} : catalogue ${of}`,
    noindex: true,
    breadcrumb: [home, { label: title, href: catalogueHref(slug) }, { label: page }],
  };
};

/** A page beside a resource. */
export function resourceMeta(
  resource: { catalogue: CatalogueSlug; slug: string; title: string },
  page: string,
): PageMeta {
  const { title } = catalogues[resource.catalogue];
  const below = metaBelow(
    { label: title, href: catalogueHref(resource.catalogue) },
    { label: resource.title, href: resourceHref(resource) },
    page,
    { noindex: true },
  );
  return { ...below, breadcrumb: [home, ...(below.breadcrumb ?? [])] };
}
