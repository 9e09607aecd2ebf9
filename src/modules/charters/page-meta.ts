import type { PageMeta } from '../../platform/http/index.ts';
import type { Charter } from './charter.ts';

/** The head of a page of a charter, below the others. */
export function metaOf(
  { slug, title }: Pick<Charter, 'slug' | 'title'>,
  page: string | null,
  meta: Partial<PageMeta> = {},
  /** What stands between the charter and the page. */
  between: { label: string; href: string }[] = [],
): PageMeta {
  return {
    title: page === null ? title : `${page} : ${title}`,
    breadcrumb: [
      { label: 'Chartes', href: '/chartes' },
      ...(page === null
        ? [{ label: title }]
        : [{ label: title, href: `/chartes/${slug}` }, ...between, { label: page }]),
    ],
    ...meta,
  };
}

export const registerCrumb = ({ slug }: Pick<Charter, 'slug'>) => ({
  label: 'Signataires',
  href: `/chartes/${slug}/signataires`,
});
