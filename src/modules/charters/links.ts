import type { Deps } from '../../platform/deps.ts';
import { allCharters } from './charter.ts';

export interface CharterLink {
  title: string;
  summary: string;
  href: string;
}

/** The charters that a group keeps, for the pages that speak of its work. */
export async function charterLinks(
  from: Pick<Deps, 'db' | 'pageCache'>,
  group: string,
): Promise<CharterLink[]> {
  return (await allCharters(from))
    .filter((charter) => charter.group === group)
    .map(({ slug, title, summary }) => ({ title, summary, href: `/chartes/${slug}` }));
}
