import type { PageMeta } from './app.ts';

/** A step back, above a page. */
export interface Crumb {
  label: string;
  href: string;
}

/**
 * The head of a page of a thing that a list leads to: the crumbs go back through both.
 * @param page its title; null on the page of the thing itself
 * @param between what stands between the thing and the page
 */
export function metaBelow(
  list: Crumb,
  thing: Crumb,
  page: string | null,
  meta: Partial<PageMeta> = {},
  between: readonly Crumb[] = [],
): PageMeta {
  return {
    title: page === null ? thing.label : `${page} : ${thing.label}`,
    breadcrumb: [list, ...(page === null ? [{ label: thing.label }] : [thing, ...between, { label: page }])],
    ...meta,
  };
}
