import type { Deps } from '../../../platform/deps.ts';
import { type Indexed, resourcesAt } from '../facets/facet-index.ts';
import { resourceIndex } from '../facets/kept-index.ts';
import { isResponder } from '../nearness.ts';
import { termOf } from '../resources/content.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';

const catalogue = 'cybersecurite';

/** The centres that answer incidents somewhere. */
async function responders(deps: Pick<Deps, 'db' | 'pageCache'>): Promise<readonly Indexed[]> {
  const index = await resourceIndex(deps);
  const services = index.byTerm.get(termOf('kind', 'service'));
  return services
    ? resourcesAt(index, services).filter((one) => one.catalogue === catalogue && isResponder(one))
    : [];
}

/** More numbers than that would help nobody in a hurry. */
const mostShown = 3;

/** The centres that answer incidents in a territory (`region:84`, `com:977`). */
export async function respondersIn(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  territory: string,
): Promise<Resource[]> {
  const there = (await responders(deps)).filter(({ territories }) => territories.includes(territory));
  return resourcesByIds(
    deps.db,
    there.slice(0, mostShown).map(({ id }) => id),
  );
}

/** Ids of the territories where some centre answers. */
export async function answeredTerritories(deps: Pick<Deps, 'db' | 'pageCache'>): Promise<Set<string>> {
  return new Set((await responders(deps)).flatMap(({ territories }) => territories));
}
