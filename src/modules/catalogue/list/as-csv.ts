import { toCsv } from '../../../platform/http/index.ts';
import { resourceHref } from '../catalogues.ts';
import { type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import type { Resource } from '../resources/resource.ts';

const confidenceWords = { high: 'bonne', medium: 'moyenne', low: 'à vérifier' } as const;

/** `/catalogues/….csv`: one line a resource, in words. */
export function resourcesAsCsv(
  resources: readonly Resource[],
  known: Taxonomy,
  places: ReadonlyMap<string, string>,
  publicUrl: string,
): string {
  const facets = [...known.values()].filter(({ code }) => resources.some((one) => one.facets[code]));
  const columns = [
    'titre',
    'adresse',
    'lien',
    'resume',
    'producteur',
    ...facets.map(({ code }) => code),
    'population_min',
    'population_max',
    'territoires',
    'temps',
    'competences',
    'mesures',
    'sources',
    'confiance',
    'note',
    'verifiee_le',
  ];
  const rows = resources.map((one) => [
    one.title,
    publicUrl + resourceHref(one),
    one.url,
    one.summary,
    one.producer,
    ...facets.map(({ code }) =>
      (one.facets[code] ?? []).map((value) => valueLabel(known, code, value)).join(', '),
    ),
    one.leastPeople,
    one.mostPeople,
    one.territories.length === 0 ? 'France' : one.territories.map((id) => places.get(id) ?? id).join(', '),
    one.effort?.label ?? null,
    one.skills.join(', '),
    one.measures.join(', '),
    one.sources.map(({ label, url }) => `${label} (${url})`).join(' ; '),
    confidenceWords[one.confidence],
    one.note,
    one.checkedOn,
  ]);
  return toCsv(columns, rows);
}
