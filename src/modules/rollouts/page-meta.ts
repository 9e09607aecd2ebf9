import { type Crumb, metaBelow, type PageMeta } from '../../platform/http/index.ts';
import type { Rollout } from './rollout.ts';

/** The head of a page of a rollout, below the others. */
export const metaOf = (
  { slug, title }: Pick<Rollout, 'slug' | 'title'>,
  page: string | null,
  meta?: Partial<PageMeta>,
  between?: readonly Crumb[],
): PageMeta =>
  metaBelow(
    { label: 'Déploiements', href: '/deploiements' },
    { label: title, href: `/deploiements/${slug}` },
    page,
    meta,
    between,
  );
