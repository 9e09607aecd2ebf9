import type { FacetIndex, Indexed, Suited } from './facets/facet-index.ts';

/** How near an offer is, by the kind of the territory that it is limited to; the narrowest first. */
const nearest = ['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const;
export type Near = (typeof nearest)[number];

/** The narrowest territory of a resource that holds the authority; null for what is open all over France. */
export function nearnessOf(
  { territories }: Pick<Indexed, 'territories'>,
  within: Suited['within'],
): Near | null {
  const kinds = new Set(territories.filter((id) => within.has(id)).map((id) => id.replace(/:.*/, '')));
  return nearest.find((kind) => kinds.has(kind)) ?? null;
}

/** Larger when nearer; 0 for all of France. */
export const nearnessRank = (near: Near | null): number =>
  near === null ? 0 : nearest.length - nearest.indexOf(near);

/** Whoever answers incidents somewhere: the regional centres. */
export const isResponder = ({ terms, territories }: Pick<Indexed, 'terms' | 'territories'>): boolean =>
  territories.length > 0 && terms.includes('kind:service') && terms.includes('themes:reponse-incident');

/**
 * Ids with local offers before national ones, the nearest first, otherwise in their order; for whoever must react, those
 * who answer incidents there come before all.
 */
export function localFirst(
  { resources, places }: FacetIndex,
  ids: readonly string[],
  { within }: Suited,
  { reacting }: { reacting: boolean },
): string[] {
  const ranks = new Map<string, number>();
  for (const id of ids) {
    const one = resources[places.get(id) ?? -1];
    if (!one || one.territories.length === 0) continue;
    const isFirst = reacting && isResponder(one);
    ranks.set(id, nearnessRank(nearnessOf(one, within)) + (isFirst ? nearest.length + 1 : 0));
  }
  const local = [...ranks.keys()].sort((one, other) => (ranks.get(other) ?? 0) - (ranks.get(one) ?? 0));
  return [...local, ...ids.filter((id) => !ranks.has(id))];
}
