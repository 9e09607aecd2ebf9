import type { PageMeta } from '../../platform/http/index.ts';

/** A page beside a measure. */
export function crumbsOf(measure: { slug: string; title: string }, title: string): PageMeta {
  return {
    title: `${title} – ${measure.title}`,
    noindex: true,
    breadcrumb: [
      { label: 'Agenda', href: '/agenda' },
      { label: measure.title, href: `/agenda/${measure.slug}` },
      { label: title },
    ],
  };
}

export const workPath = '/espace/agenda';
/** Where proposals wait for those who decide. */
export const proposalsPath = `${workPath}/propositions`;

/** A page of those who keep the agenda. */
export function workMeta(title: string): PageMeta {
  return {
    title: `${title} – Agenda`,
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      { label: 'Agenda', href: workPath },
      { label: title },
    ],
  };
}

export const ownProposalsPath = `${workPath}/mes-propositions`;

/** A page of whoever proposes: the work of those who keep the agenda is not theirs to open. */
export function ownMeta(title?: string): PageMeta {
  const proposals = { label: 'Mes propositions', href: ownProposalsPath };
  return {
    title: title ? `${title} – Mes propositions` : 'Mes propositions',
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      ...(title ? [proposals, { label: title }] : [{ label: proposals.label }]),
    ],
  };
}
