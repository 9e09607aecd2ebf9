import { catalogues, resourceHref } from '../catalogues.ts';
import { type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import type { Resource } from '../resources/resource.ts';

/** Kinds that schema.org has a word for; the others are works. */
const types: Readonly<Record<string, string>> = {
  guide: 'LearningResource',
  fiche: 'LearningResource',
  'e-learning': 'LearningResource',
  formation: 'LearningResource',
  webinaire: 'LearningResource',
  'exercice-de-crise': 'LearningResource',
  service: 'Service',
  accompagnement: 'Service',
};

export const sheetLicence = 'https://spdx.org/licenses/etalab-2.0';

/** What only works have, and what only services do. */
const workOnly = [
  'inLanguage',
  'about',
  'timeRequired',
  'isAccessibleForFree',
  'dateCreated',
  'dateModified',
  'spatialCoverage',
];

/** A resource in the words of schema.org; `places` has the names of its territories. */
export function resourceAsSchema(
  resource: Resource,
  known: Taxonomy,
  places: ReadonlyMap<string, string>,
  publicUrl: string,
): Record<string, unknown> {
  const { facets } = resource;
  const labels = (facet: string) => (facets[facet] ?? []).map((code) => valueLabel(known, facet, code));
  const kind = facets.kind?.[0] ?? '';
  const type = types[kind] ?? 'CreativeWork';
  const page = publicUrl + resourceHref(resource);
  const where =
    resource.territories.length === 0 ? ['France'] : resource.territories.map((id) => places.get(id) ?? id);
  const minutes = resource.effort?.min_minutes ?? resource.effort?.max_minutes ?? null;
  const told = {
    '@type': type,
    '@id': page,
    identifier: resource.id,
    name: resource.title,
    description: resource.summary,
    url: resource.url,
    mainEntityOfPage: page,
    provider: { '@type': 'Organization', name: resource.producer },
    inLanguage: resource.language,
    about: labels('themes').map((name) => ({ '@type': 'Thing', name })),
    audience: [...labels('audiences'), ...labels('publics')].map((audienceType) => ({
      '@type': 'Audience',
      audienceType,
    })),
    isAccessibleForFree: facets.cost?.includes('gratuit') ?? undefined,
    timeRequired: minutes === null ? undefined : `PT${minutes}M`,
    ...(type === 'LearningResource' && {
      learningResourceType: labels('kind'),
      educationalLevel: labels('level'),
      teaches: resource.skills,
    }),
    ...(type === 'Service' && { serviceType: labels('kind'), areaServed: where }),
    spatialCoverage: where,
    dateCreated: resource.createdAt.toISOString(),
    dateModified: resource.updatedAt.toISOString(),
    sdLicense: sheetLicence,
  };
  const empty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(told).filter(
      ([name, value]) => !empty(value) && !(type === 'Service' && workOnly.includes(name)),
    ),
  );
}

export const schemaContext = 'https://schema.org';

/** `/catalogues/….jsonld`: a list of resources, in their order. */
export function listAsSchema(
  resources: readonly Resource[],
  about: {
    catalogue: keyof typeof catalogues;
    href: string;
    total: number;
    /** How many stand before the first of these. */
    before: number;
    known: Taxonomy;
    places: ReadonlyMap<string, string>;
    publicUrl: string;
  },
): Record<string, unknown> {
  const { catalogue, href, total, before, known, places, publicUrl } = about;
  const { of, lead } = catalogues[catalogue];
  return {
    '@context': schemaContext,
    '@type': 'ItemList',
    '@id': publicUrl + href,
    name: `Catalogue ${of}`,
    description: lead,
    numberOfItems: total,
    itemListElement: resources.map((resource, index) => ({
      '@type': 'ListItem',
      position: before + index + 1,
      item: resourceAsSchema(resource, known, places, publicUrl),
    })),
  };
}
