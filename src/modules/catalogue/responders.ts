import type { Deps } from '../../platform/deps.ts';
import { resourceIndex } from './kept-index.ts';
import { isResponder } from './nearness.ts';
import { type Resource, resourcesByIds } from './resource.ts';

const catalogue = 'cybersecurite';

/** The centres that answer incidents in a territory (`region:84`, `com:977`). */
export async function respondersIn(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  territory: string,
): Promise<Resource[]> {
  const { resources } = await resourceIndex(deps);
  const ids = resources
    .filter((one) => one.catalogue === catalogue && isResponder(one) && one.territories.includes(territory))
    .map(({ id }) => id);
  return resourcesByIds(deps.db, ids);
}

/** Ids of the territories where some centre answers. */
export async function answeredTerritories(deps: Pick<Deps, 'db' | 'pageCache'>): Promise<Set<string>> {
  const { resources } = await resourceIndex(deps);
  return new Set(
    resources
      .filter((one) => one.catalogue === catalogue && isResponder(one))
      .flatMap(({ territories }) => territories),
  );
}
