import type { PageMeta } from '../../platform/http/index.ts';
import { home } from './holder.ts';

/** The short name, where the title is too long. */
export const shortTitle = 'Maturité des données';

export const metaOf = (title: string): PageMeta => ({
  title: `${title} : ${shortTitle.toLocaleLowerCase('fr')}`,
  noindex: true,
  breadcrumb: [{ label: shortTitle, href: home }, { label: title }],
});
