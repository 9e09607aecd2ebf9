import type { PagesOf } from '../rollouts/index.ts';

/** What this module adds to the pages of each rollout. */
export const vendorPages: PagesOf = ({ slug }) => [
  {
    label: null,
    title: 'Qui équipe les collectivités',
    href: `/editeurs?deploiement=${slug}`,
    summary: 'Les éditeurs de logiciels qui disent quelles collectivités ils équipent, sans classement.',
  },
];
