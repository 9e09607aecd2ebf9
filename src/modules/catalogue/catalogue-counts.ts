import type { Deps } from '../../platform/deps.ts';
import type { CatalogueSlug } from './catalogues.ts';
import { resourceIndex } from './facets/kept-index.ts';

/** How many published resources each catalogue holds. */
export async function catalogueCounts(
  deps: Pick<Deps, 'db' | 'pageCache'>,
): Promise<Record<CatalogueSlug, number>> {
  const { byCatalogue } = await resourceIndex(deps);
  const count = (slug: CatalogueSlug) => byCatalogue.get(slug)?.size() ?? 0;
  return {
    cybersecurite: count('cybersecurite'),
    donnees: count('donnees'),
    formations: count('formations'),
  };
}
