import type { PageMeta } from '../../platform/http/index.ts';
import type { Survey } from './survey.ts';

/** Where everybody finds a survey. */
export const hereOf = ({ slug }: Pick<Survey, 'slug'>): string => `/enquetes/${slug}`;

export const metaOf = (survey: Survey, title: string): PageMeta => ({
  title: `${title} : ${survey.title}`,
  noindex: true,
  breadcrumb: [
    { label: 'Enquêtes', href: '/enquetes' },
    { label: survey.title, href: hereOf(survey) },
    { label: title },
  ],
});

/** What its pages are told of a survey. */
export type Named = Pick<Survey, 'slug' | 'title' | 'mode' | 'demonstration'>;

/** Where those who keep it do. */
export const workOf = ({ slug }: Pick<Survey, 'slug'>): string => `/espace/enquetes/${slug}`;

/** Where the pages of those who keep a survey stand. */
export function workMeta(survey: Named, title: string | null): PageMeta {
  return {
    title: title === null ? survey.title : `${title} : ${survey.title}`,
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      { label: 'Enquêtes', href: '/espace/enquetes' },
      ...(title === null
        ? [{ label: survey.title }]
        : [{ label: survey.title, href: workOf(survey) }, { label: title }]),
    ],
  };
}
