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
