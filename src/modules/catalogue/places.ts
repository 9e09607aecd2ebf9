import type { Deps } from '../../platform/deps.ts';
import { authoritiesByIds } from '../territories/index.ts';
import type { Resource } from './resources/resource.ts';

/** Names of the territories where some resources are open. */
export async function placesOf(
  { db }: Pick<Deps, 'db'>,
  resources: readonly Pick<Resource, 'territories'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(resources.flatMap(({ territories }) => territories))];
  const known = await authoritiesByIds(db, ids);
  return new Map([...known].map(([id, { name }]) => [id, name]));
}
