import { metaBelow, type PageMeta } from '../../../platform/http/index.ts';
import { aboveTraining, sessionHref, sessionsPath, workPath } from '../addresses.ts';
import type { TrainingSession } from './session.ts';

/** The head of a page of a session; `page` is null on its own. */
export const sessionMeta = (
  session: Pick<TrainingSession, 'slug' | 'title'>,
  page: string | null,
  meta: Partial<PageMeta> = {},
): PageMeta => {
  const list = { label: 'Sessions', href: sessionsPath };
  const { breadcrumb = [], ...head } = metaBelow(
    list,
    { label: session.title, href: sessionHref(session.slug) },
    page,
    meta,
  );
  return { ...head, breadcrumb: [...aboveTraining, ...breadcrumb] };
};

/** The head of a page of those who keep the sessions. */
export const workMeta = (title: string): PageMeta => ({
  title,
  noindex: true,
  breadcrumb: [
    { label: 'Mon espace', href: '/espace' },
    { label: 'Sessions et parcours', href: workPath },
    { label: title },
  ],
});
