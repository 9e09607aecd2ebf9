import type { Deps } from '../../platform/deps.ts';
import { allGroups } from '../groups/index.ts';

const groupSlug = 'donnees-petites-moyennes-collectivites';

/** The project group on data, which keeps the self-assessment; null when it is gone. */
export async function keeper(
  deps: Pick<Deps, 'db' | 'pageCache'>,
): Promise<{ id: string; slug: string; title: string } | null> {
  return (await allGroups(deps)).find(({ slug }) => slug === groupSlug) ?? null;
}
