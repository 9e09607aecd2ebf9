import type { ComponentChildren } from 'preact';
import type { PageMeta } from '../../../platform/http/index.ts';
import { PageHeader, SubNav } from '../../../ui/index.ts';

interface Named {
  slug: string;
  title: string;
}

/** Where the pages of a group's space stand on the site. */
export function spaceMeta(group: Named, title: string): PageMeta {
  return {
    title: `${title} – ${group.title}`,
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      { label: group.title, href: `/espace/groupes/${group.slug}` },
      { label: title },
    ],
  };
}

/** Head of a page of the group's space, with the way to the others. */
export function SpaceFrame({
  group,
  eyebrow = group.title,
  title,
  lead,
  current,
  actions,
  children,
}: {
  group: Named;
  /** Above the title: whose page it is, unless told otherwise. */
  eyebrow?: string;
  title: string;
  lead?: string;
  /** Which of its pages this is; none for a page that the row of links does not name. */
  current:
    | ''
    | 'avancement'
    | 'plan'
    | 'discussions'
    | 'reunions'
    | 'decisions'
    | 'documents'
    | 'livrables'
    | 'membres'
    | 'cles'
    | 'ouvertures';
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const base = `/espace/groupes/${group.slug}`;
  return (
    <>
      <PageHeader eyebrow={eyebrow} title={title} lead={lead} actions={actions} />
      <SubNav
        label={`Espace du groupe ${group.title}`}
        current={current === '' ? base : `${base}/${current}`}
        items={[
          { label: 'Vue d’ensemble', href: base },
          { label: 'Avancement', href: `${base}/avancement` },
          { label: 'Plan de travail', href: `${base}/plan` },
          { label: 'Discussions', href: `${base}/discussions` },
          { label: 'Réunions', href: `${base}/reunions` },
          { label: 'Décisions', href: `${base}/decisions` },
          { label: 'Documents', href: `${base}/documents` },
          { label: 'Livrables', href: `${base}/livrables` },
          { label: 'Membres', href: `${base}/membres` },
          { label: 'Page publique', href: `/groupes/${group.slug}` },
        ]}
      />
      {children}
    </>
  );
}
