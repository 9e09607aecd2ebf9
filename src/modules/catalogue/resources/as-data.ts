import { resourceHref } from '../catalogues.ts';
import { type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import type { Link } from '../links/standing.ts';
import type { Listing } from '../list/listing.ts';
import type { Resource } from './resource.ts';

/** Of what the catalogues say, as the foot of every page tells. */
export const licence = 'etalab-2.0';

/** What is known of addresses. */
type Links = ReadonlyMap<string, Pick<Link, 'state' | 'checkedAt'>>;

const linkAsData = (link: Pick<Link, 'state' | 'checkedAt'> | undefined) => ({
  state: link?.state ?? 'unchecked',
  checked_at: link?.checkedAt?.toISOString() ?? null,
});

/** A resource as data: codes of the taxonomy, under the names of its facets. */
export function resourceAsData(resource: Resource, publicUrl: string, links: Links) {
  const { facets } = resource;
  return {
    id: resource.id,
    slug: resource.slug,
    catalogue: resource.catalogue,
    page: publicUrl + resourceHref(resource),
    title: resource.title,
    summary: resource.summary,
    producer: resource.producer,
    url: resource.url,
    ...facets,
    authority_size: { min: resource.leastPeople, max: resource.mostPeople },
    territories: resource.territories.length > 0 ? resource.territories : ['france'],
    effort: resource.effort,
    start: resource.start,
    skills: resource.skills,
    language: resource.language,
    sources: resource.sources,
    confidence: resource.confidence,
    note: resource.note,
    measures: resource.measures,
    checked_on: resource.checkedOn,
    published: resource.published,
    version: resource.version,
    created_at: resource.createdAt.toISOString(),
    updated_at: resource.updatedAt.toISOString(),
    link: linkAsData(links.get(resource.url)),
  };
}

/** `/catalogues/….json` */
export function listAsData({
  resources,
  listing: { counts, taxonomy },
  links,
  paging,
  title,
  href,
  publicUrl,
}: {
  resources: readonly Resource[];
  listing: Listing;
  links: Links;
  paging: object;
  title: string;
  /** Of the page that says the same. */
  href: string;
  publicUrl: string;
}) {
  return {
    title,
    url: publicUrl + href,
    licence,
    ...paging,
    counts: Object.fromEntries(
      [...counts].map(([facet, of]) => [facet, [...of].map(([value, count]) => ({ value, count }))]),
    ),
    labels: labelsOf(resources, taxonomy),
    resources: resources.map((resource) => resourceAsData(resource, publicUrl, links)),
  };
}

/** What the codes of these resources mean, by facet. */
export function labelsOf(
  resources: readonly Resource[],
  known: Taxonomy,
): Record<string, Record<string, string>> {
  const facets = [...known.keys()].flatMap((facet) => {
    const codes = new Set(resources.flatMap(({ facets: of }) => of[facet] ?? []));
    const labels = [...codes].sort().map((code) => [code, valueLabel(known, facet, code)] as const);
    return labels.length > 0 ? [[facet, Object.fromEntries(labels)] as const] : [];
  });
  return Object.fromEntries(facets);
}
