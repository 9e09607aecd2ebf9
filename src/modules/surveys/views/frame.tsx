import type { ComponentChildren } from 'preact';
import type { PageMeta } from '../../../platform/http/index.ts';
import { PageHeader, SubNav } from '../../../ui/index.ts';
import type { Survey } from '../survey.ts';

type Named = Pick<Survey, 'slug' | 'title' | 'mode'>;

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

export function WorkFrame({
  survey,
  title,
  lead,
  current,
  meta,
  actions,
  children,
}: {
  survey: Named;
  title: string;
  lead?: string;
  current: '' | 'questions' | 'resultats' | 'modifier' | 'public' | 'partage';
  meta?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const base = workOf(survey);
  return (
    <>
      <PageHeader
        eyebrow={current === '' ? 'Enquête' : survey.title}
        title={title}
        lead={lead}
        meta={meta}
        actions={actions}
      />
      <SubNav
        label={`Tenir l’enquête ${survey.title}`}
        current={current === '' ? base : `${base}/${current}`}
        items={[
          { label: 'Vue d’ensemble', href: base },
          { label: 'Questions', href: `${base}/questions` },
          { label: 'Réglages', href: `${base}/modifier` },
          ...(survey.mode === 'authority' ? [{ label: 'Public visé', href: `${base}/public` }] : []),
          { label: 'Résultats', href: `${base}/resultats` },
          { label: 'Publication', href: `${base}/partage` },
        ]}
      />
      {children}
    </>
  );
}
