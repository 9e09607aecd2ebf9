import { type Crumb, metaBelow, type PageMeta } from '../../platform/http/index.ts';
import type { Charter } from './charter.ts';

/** The head of a page of a charter, below the others. */
export const metaOf = (
  { slug, title }: Pick<Charter, 'slug' | 'title'>,
  page: string | null,
  meta?: Partial<PageMeta>,
  between?: readonly Crumb[],
): PageMeta =>
  metaBelow(
    { label: 'Chartes', href: '/chartes' },
    { label: title, href: `/chartes/${slug}` },
    page,
    meta,
    between,
  );

export const registerCrumb = ({ slug }: Pick<Charter, 'slug'>): Crumb => ({
  label: 'Signataires',
  href: `/chartes/${slug}/signataires`,
});
