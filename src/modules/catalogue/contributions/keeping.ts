import type { Deps } from '../../../platform/deps.ts';
import type { Actor } from '../../identity/index.ts';
import { mayIn } from '../access.ts';
import { type Catalogue, type CatalogueSlug, catalogueSlugs, catalogues } from '../catalogues.ts';
import { countWaiting } from './contribution.ts';

/** A catalogue that somebody keeps, and how many contributions wait there. */
export interface Keeping {
  slug: CatalogueSlug;
  title: string;
  of: string;
  groupSlug: string;
  waiting: number;
}

/** The catalogues that this person keeps. */
export async function keepingOf(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  actor: Actor | null,
): Promise<Keeping[]> {
  if (actor === null) return [];
  const may = await Promise.all(catalogueSlugs.map((slug) => mayIn(deps, actor, 'resource.review', slug)));
  const kept = catalogueSlugs.filter((_, index) => may[index]);
  const waiting = await countWaiting(deps.db, kept);
  return kept.map((slug) => {
    const { title, of, groupSlug }: Catalogue = catalogues[slug];
    return { slug, title, of, groupSlug, waiting: waiting.get(slug) ?? 0 };
  });
}
