import type { Deps } from '../../platform/deps.ts';
import { hrefOf } from './pages/permalink.ts';

interface Link {
  label: string;
  href: string;
}

/** A link, or the pages of the programme team folded under one name. */
export type MenuEntry = Link | { label: string; items: readonly Link[] };

const fixed: readonly Link[] = [
  { label: 'Ma collectivité', href: '/collectivites' },
  { label: 'Groupes projets', href: '/groupes' },
  { label: 'Livrables', href: '/livrables' },
  { label: 'Actualités', href: '/actualites' },
];

/** The content of the menu is kept with the pages: it changes when they do. */
let known: { generation: number; entries: readonly MenuEntry[] } | null = null;

/** What the main menu offers: the product's own lists, then the pages that the programme team put there. */
export async function menuOf({ db, pageCache, log }: Deps): Promise<readonly MenuEntry[]> {
  const { generation } = pageCache;
  if (known?.generation === generation) return known.entries;
  try {
    const pages = await db
      .selectFrom('pages')
      .select(['menu_title', 'title', 'permalink'])
      .where('published', '=', true)
      .where('menu_title', 'is not', null)
      .orderBy('menu_weight')
      .orderBy('menu_title')
      .limit(20)
      .execute();
    const items = pages.map(({ menu_title: label, title, permalink }) => ({
      // Two entries of one name would lead to two places.
      label: label === null || fixed.some((entry) => entry.label === label) ? title : label,
      href: hrefOf(permalink),
    }));
    // However many they are, the menu stays on one line.
    const entries = items.length === 0 ? fixed : [...fixed, { label: 'Le programme', items }];
    known = { generation, entries };
    return entries;
  } catch (error) {
    // An error page must still have a menu when the database is down.
    log.debug({ err: error }, 'menu unavailable');
    return fixed;
  }
}
