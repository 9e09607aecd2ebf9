import type { AuthorityKind, EpciKind, PopulationSource } from '../../platform/database/index.ts';
import { plural } from '../../ui/index.ts';
import type { AuthoritySummary } from './queries.ts';

/** Where each kind has its pages: `/collectivites/communes/74010`. */
export const segments = {
  commune: 'communes',
  epci: 'epci',
  ept: 'ept',
  departement: 'departements',
  region: 'regions',
  com: 'outre-mer',
} as const satisfies Record<AuthorityKind, string>;

const kinds: Record<AuthorityKind, { one: string; many: string }> = {
  commune: { one: 'commune', many: 'communes' },
  epci: { one: 'intercommunalité', many: 'intercommunalités' },
  ept: { one: 'établissement public territorial', many: 'établissements publics territoriaux' },
  departement: { one: 'département', many: 'départements' },
  region: { one: 'région', many: 'régions' },
  com: { one: 'collectivité ou territoire d’outre-mer', many: 'collectivités et territoires d’outre-mer' },
};

const epciKinds: Record<EpciKind, string> = {
  CC: 'communauté de communes',
  CA: 'communauté d’agglomération',
  CU: 'communauté urbaine',
  METRO: 'métropole',
  MET69: 'métropole',
};

/** « commune », « communauté d’agglomération », « département » */
export function kindLabel({ kind, epci_kind }: Pick<AuthoritySummary, 'kind' | 'epci_kind'>): string {
  return epci_kind ? epciKinds[epci_kind] : kinds[kind].one;
}

/** « 1 commune », « 12 intercommunalités » */
export function kindCount(kind: AuthorityKind, count: number): string {
  return plural(count, kinds[kind].one, kinds[kind].many);
}

/** « communes », « intercommunalités » */
export function kindPlural(kind: AuthorityKind): string {
  return kinds[kind].many;
}

/** What tells an authority from another of the same name: « commune, Haute-Savoie, 132 117 habitants ». */
export function authorityDetail(authority: AuthoritySummary): string {
  const { population, place } = authority;
  const people = population === null ? '' : plural(population, 'habitant');
  return [kindLabel(authority), place, people].filter(Boolean).join(', ');
}

/** « Annecy — commune, Haute-Savoie, 132 117 habitants » */
export function authorityLabel(authority: AuthoritySummary): string {
  return `${authority.name} — ${authorityDetail(authority)}`;
}

/**
 * The name that a field holds once the authority is chosen, unlike any other's: « Saint-Denis (La Réunion) »,
 * « La Réunion (région) ». `searchAuthorities` leads it back to that one.
 */
export function distinctName({
  kind,
  name,
  place,
}: Pick<AuthoritySummary, 'kind' | 'name' | 'place'>): string {
  const apart = kind === 'commune' || kind === 'epci' || kind === 'ept' ? place : shortKinds[kind];
  return apart ? `${name} (${apart})` : name;
}

/** By what other name it was found: « anciennement Seynod »; an arrondissement is still there. */
export function formerWords(formerName: string | null): string {
  if (!formerName) return '';
  return `${/ arrondissement$/i.test(formerName) ? 'comprend' : 'anciennement'} ${formerName}`;
}

const shortKinds = { departement: 'département', region: 'région', com: 'outre-mer' } as const;

/** The page of an authority; add `.json` for the same as data. */
export function authorityUrl({ kind, code }: Pick<AuthoritySummary, 'kind' | 'code'>): string {
  return `/collectivites/${segments[kind]}/${code}`;
}

export interface SourceLink {
  label: string;
  url: string;
}

const inseePopulation = 'https://www.insee.fr/fr/statistiques/8680726?sommaire=8681011';

/** As the source package gives them; to be read again with each of its editions. */
const populationSources: Record<PopulationSource, SourceLink> = {
  insee: { label: 'Population municipale : Insee, populations légales', url: inseePopulation },
  'insee-mayotte': {
    label: 'Population : Insee, Mayotte, recensement de 2017',
    url: 'https://www.insee.fr/fr/statistiques/3291775?sommaire=2120838',
  },
  'insee-com': {
    label: 'Population : Insee, collectivités d’outre-mer',
    url: 'https://www.insee.fr/fr/statistiques/8680702?sommaire=8681011',
  },
  dgcl: {
    label: 'Population municipale : DGCL, liste et composition des intercommunalités',
    url: 'https://www.collectivites-locales.gouv.fr/etudes-et-statistiques/acces-aux-statistiques-par-thematique/perimetre-des-intercommunalites/liste-et-composition-des-epci-fiscalite-propre',
  },
  sum: { label: 'Population : somme des communes, d’après l’Insee', url: inseePopulation },
};

/** Where the population shown comes from; null when there is none. */
export function populationSourceOf({ population_source }: AuthoritySummary): SourceLink | null {
  return population_source && populationSources[population_source];
}
