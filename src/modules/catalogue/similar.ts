import type { Deps } from '../../platform/deps.ts';
import { termOf } from './content.ts';
import type { FacetIndex, Indexed } from './facet-index.ts';
import { resourceIndex } from './kept-index.ts';
import { type Resource, resourcesByIds } from './resource.ts';

/** What makes two resources alike, and how much; a need says more than a format. */
const weights: Readonly<Record<string, number>> = { themes: 3, needs: 2, audiences: 1, kind: 1, publics: 1 };

const mostSimilar = 4;

/** Resources of the same catalogue that treat the same subjects for the same people, the nearest first. */
export async function similarTo(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  resource: Resource,
): Promise<Resource[]> {
  const ids = nearestIn(await resourceIndex(deps), resource, mostSimilar);
  return resourcesByIds(deps.db, ids);
}

export function nearestIn(
  index: FacetIndex,
  { id, catalogue, facets, territories }: Pick<Resource, 'id' | 'catalogue' | 'facets' | 'territories'>,
  most: number,
): string[] {
  const scores = new Map<number, number>();
  for (const [facet, weight] of Object.entries(weights)) {
    for (const code of facets[facet] ?? []) {
      index.byTerm.get(termOf(facet, code))?.forEach((place) => {
        scores.set(place, (scores.get(place) ?? 0) + weight);
      });
    }
  }
  // What is open elsewhere only helps nobody here.
  const isNear = (other: Indexed) =>
    other.territories.length === 0 ||
    territories.length === 0 ||
    other.territories.some((one) => territories.includes(one));
  return [...scores]
    .flatMap(([place, score]) => {
      const other = index.resources[place];
      return other && other.id !== id && other.catalogue === catalogue && isNear(other)
        ? [{ id: other.id, score, place }]
        : [];
    })
    .sort((one, other) => other.score - one.score || one.place - other.place)
    .slice(0, most)
    .map((one) => one.id);
}
