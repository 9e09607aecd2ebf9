import type { Deps } from '../../../platform/deps.ts';
import { searchEntries } from '../../../platform/search/index.ts';
import { type Resource, resourcesByIds, resourcesBySlugs } from '../resources/resource.ts';
import { searchKind } from '../resources/search-entry.ts';

const most = 10;

/** What somebody may mean to add: the resource of the address that they pasted, or those that have these words. */
export async function resourcesToAdd(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  typed: string,
): Promise<Resource[]> {
  const path = typed.startsWith(settings.publicUrl) ? typed.slice(settings.publicUrl.length) : typed;
  const slug = /^\/catalogues\/[a-z0-9-]+\/([a-z0-9-]+)\/?$/.exec(path)?.[1];
  if (slug) return [...(await resourcesBySlugs(db, [slug])).values()];
  const { hits } = await searchEntries(db, typed, {
    audiences: ['public'],
    kind: searchKind,
    limit: most,
    offset: 0,
  });
  const found = await resourcesByIds(
    db,
    hits.map(({ key }) => key),
  );
  return found.filter(({ published }) => published);
}
