/** A catalogue, and the project group that keeps it. */
export interface Catalogue {
  slug: CatalogueSlug;
  title: string;
  /** « de la cybersécurité » */
  of: string;
  lead: string;
  groupSlug: string;
  /** Facets to narrow by, the most telling first; the others stand under « Plus de filtres ». */
  facets: readonly string[];
  moreFacets: readonly string[];
  /** What helps to know what to look for. */
  beside?: { label: string; href: string };
}

export const catalogueSlugs = ['cybersecurite', 'donnees', 'formations'] as const;
export type CatalogueSlug = (typeof catalogueSlugs)[number];

export const catalogues: Readonly<Record<CatalogueSlug, Catalogue>> = {
  cybersecurite: {
    slug: 'cybersecurite',
    title: 'Cybersécurité',
    of: 'de cybersécurité',
    lead: 'Guides, services, diagnostics et contacts pour se protéger, se former et réagir à une attaque.',
    groupSlug: 'cybersecurite',
    facets: ['needs', 'themes', 'audiences', 'kind'],
    moreFacets: ['authority_types', 'cost', 'format', 'coverage'],
  },
  donnees: {
    slug: 'donnees',
    title: 'Données',
    of: 'sur les données',
    lead: 'Guides, outils et accompagnements pour connaître, protéger, ouvrir et utiliser les données de la collectivité.',
    groupSlug: 'donnees-petites-moyennes-collectivites',
    facets: ['needs', 'themes', 'audiences', 'kind'],
    moreFacets: ['authority_types', 'cost', 'format', 'coverage'],
    beside: { label: 'Où en est ma collectivité avec ses données ?', href: '/maturite-donnees' },
  },
  formations: {
    slug: 'formations',
    title: 'Formations',
    of: 'de formation',
    lead: 'Formations, événements et ressources pour les élus, les cadres dirigeants et les agents.',
    groupSlug: 'sensibilisation-elus-cadres',
    facets: ['publics', 'themes', 'modality', 'level'],
    moreFacets: ['needs', 'domains', 'kind', 'cost', 'format', 'coverage', 'authority_types'],
  },
};

export const catalogueHref = (slug: CatalogueSlug): string => `/catalogues/${slug}`;

export const resourceHref = ({ catalogue, slug }: { catalogue: CatalogueSlug; slug: string }): string =>
  `/catalogues/${catalogue}/${slug}`;

/** The catalogues that a project group keeps, by its slug. */
export const keptBy = (group: string): Catalogue[] =>
  Object.values(catalogues).filter(({ groupSlug }) => groupSlug === group);
