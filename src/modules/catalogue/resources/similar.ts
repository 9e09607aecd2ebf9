import type { Deps } from '../../../platform/deps.ts';
import type { FacetIndex, Indexed } from '../facets/facet-index.ts';
import { resourceIndex } from '../facets/kept-index.ts';
import { termOf } from './content.ts';
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
  const scores = new Uint8Array(index.resources.length);
  for (const [facet, weight] of Object.entries(weights)) {
    for (const code of facets[facet] ?? []) {
      index.byTerm.get(termOf(facet, code))?.forEach((place) => {
        scores[place] = (scores[place] ?? 0) + weight;
      });
    }
  }
  // What is open elsewhere only helps nobody here; nor does what is open somewhere help readers from anywhere.
  const isNear = (other: Indexed) =>
    other.territories.length === 0 || other.territories.some((one) => territories.includes(one));
  const byScore: Indexed[][] = [];
  for (const [place, score] of scores.entries()) {
    const other = index.resources[place];
    if (score === 0 || other?.catalogue !== catalogue || other.id === id || !isNear(other)) continue;
    byScore[score] ??= [];
    byScore[score].push(other);
  }
  return byScore
    .toReversed()
    .flatMap((its) => its ?? [])
    .slice(0, most)
    .map((one) => one.id);
}
