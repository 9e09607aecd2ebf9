import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { hrefOf } from './pages/permalink.ts';

interface Link {
  label: string;
  href: string;
}

/** A link, or the pages of the programme team folded under one name. */
export type MenuEntry = Link | { label: string; items: readonly Link[] };

const fixed: readonly Link[] = [
  { label: 'Ma collectivité', href: '/collectivites' },
  { label: 'Agenda', href: '/agenda' },
  { label: 'Catalogues', href: '/catalogues' },
  { label: 'Déploiements', href: '/deploiements' },
  { label: 'Chartes', href: '/chartes' },
  { label: 'Groupes projets', href: '/groupes' },
  { label: 'Livrables', href: '/livrables' },
  { label: 'Actualités', href: '/actualites' },
];

/** True for the name of one of the product's own entries: a page of that name is not in the menu, which already leads there. */
export function isOwnEntry(label: string): boolean {
  return fixed.some((entry) => entry.label === label);
}

/** The product's own lists, then the pages that the programme team put there. */
const entries = keptWithContent(async (db): Promise<readonly MenuEntry[]> => {
  const pages = await db
    .selectFrom('pages')
    .select(['menu_title', 'permalink'])
    .where('published', '=', true)
    .where('menu_title', 'is not', null)
    .orderBy('menu_weight')
    .orderBy('menu_title')
    .limit(20)
    .execute();
  // Two entries of one name would lead to two places.
  const items = pages.flatMap(({ menu_title: label, permalink }) =>
    label === null || isOwnEntry(label) ? [] : [{ label, href: hrefOf(permalink) }],
  );
  // However many they are, the menu stays on one line.
  return items.length === 0 ? fixed : [...fixed, { label: 'Le programme', items }];
});

/** What the main menu offers. An error page must still have one when the database is down. */
export async function menuOf(deps: Deps): Promise<readonly MenuEntry[]> {
  try {
    return await entries(deps);
  } catch (error) {
    deps.log.debug({ err: error }, 'menu unavailable');
    return fixed;
  }
}
