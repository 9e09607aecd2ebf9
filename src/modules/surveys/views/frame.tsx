import type { ComponentChildren } from 'preact';
import { PageHeader, SubNav } from '../../../ui/index.ts';
import { type Named, workOf } from '../addresses.ts';
import { FictionalSurvey } from './fictional.tsx';

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
      <FictionalSurvey survey={survey} />
      {children}
    </>
  );
}
