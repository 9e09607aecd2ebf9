import type { PagesOf } from '../rollouts/index.ts';
import { readCharters } from './load.ts';

/** What this module adds to the pages of each rollout: the charters that its group keeps. */
export async function charterPages(): Promise<PagesOf> {
  const { items } = await readCharters();
  return ({ group }) =>
    items
      .filter((charter) => charter.group === group)
      .map(({ slug, title, summary }) => ({ label: null, title, href: `/chartes/${slug}`, summary }));
}
