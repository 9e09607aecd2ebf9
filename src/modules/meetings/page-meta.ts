import type { PageMeta } from '../../platform/http/index.ts';
import { listHrefOf, meetingHref, minutesHref } from './addresses.ts';
import type { Meeting } from './meeting.ts';

type Named = Pick<Meeting, 'id' | 'title' | 'group'>;

/** Where a page about a meeting stands on the site; without a title, the meeting's own. */
export function meetingMeta({ id, title, group }: Named, page?: string, { minutes = false } = {}): PageMeta {
  return {
    title: page ? `${page} – ${title}` : title,
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      { label: group.title, href: `/espace/groupes/${group.slug}` },
      { label: 'Réunions', href: listHrefOf(group.slug) },
      ...(page ? [{ label: title, href: meetingHref(id) }] : []),
      ...(minutes ? [{ label: 'Compte rendu', href: minutesHref(id) }] : []),
      { label: page ?? title },
    ],
  };
}
