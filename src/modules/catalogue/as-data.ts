import type { Paging } from '../../platform/http/index.ts';
import { resourceHref } from './catalogues.ts';
import type { Listing } from './listing.ts';
import type { Resource } from './resource.ts';

/** A resource as data: codes of the taxonomy, under the names of its facets. */
export function resourceAsData(resource: Resource, publicUrl: string) {
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
  };
}

/** `/catalogues/…​.json` */
export function listAsData(
  resources: readonly Resource[],
  { counts }: Listing,
  paging: Paging,
  publicUrl: string,
) {
  return {
    ...paging,
    counts: Object.fromEntries(
      [...counts].map(([facet, of]) => [facet, [...of].map(([value, count]) => ({ value, count }))]),
    ),
    resources: resources.map((resource) => resourceAsData(resource, publicUrl)),
  };
}
