import type { PageMeta } from '../../platform/http/index.ts';
import type { Rollout } from './rollout.ts';

/** The head of a page of a rollout, below the others. */
export function metaOf(
  { slug, title }: Pick<Rollout, 'slug' | 'title'>,
  page: string | null,
  meta: Partial<PageMeta> = {},
): PageMeta {
  return {
    title: page === null ? title : `${page} : ${title}`,
    breadcrumb: [
      { label: 'Déploiements', href: '/deploiements' },
      ...(page === null
        ? [{ label: title }]
        : [{ label: title, href: `/deploiements/${slug}` }, { label: page }]),
    ],
    ...meta,
  };
}

/** The same page as data, for the head of the page and for its foot. */
export function exportsOf(json: string, csv: string): { label: string; type: string; href: string }[] {
  return [
    { label: 'JSON', type: 'application/json', href: json },
    { label: 'CSV (tableur)', type: 'text/csv', href: csv },
  ];
}
