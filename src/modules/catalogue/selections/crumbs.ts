import type { PageMeta } from '../../../platform/http/index.ts';
import { type Selection, selectionHref } from './selection.ts';

/** What the head of a page about selections says, and the way to it. */
export const selectionMeta = (
  title: string,
  selection?: Selection,
  meta: Partial<PageMeta> = {},
): PageMeta => ({
  title: selection && title !== selection.title ? `${title} : ${selection.title}` : title,
  breadcrumb: [
    { label: 'Catalogues', href: '/catalogues' },
    ...(title === 'Sélections' ? [] : [{ label: 'Sélections', href: '/selections' }]),
    ...(selection && title !== selection.title
      ? [{ label: selection.title, href: selectionHref(selection) }]
      : []),
    { label: title },
  ],
  ...meta,
});
