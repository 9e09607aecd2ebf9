import { listHref } from '../../../ui/index.ts';

/** What can be found, under the word that its filter bears in addresses. */
export const kinds = [
  { word: 'pages', kind: 'page', one: 'Page', many: 'Pages' },
  { word: 'actualites', kind: 'news', one: 'Actualité', many: 'Actualités' },
  { word: 'mesures', kind: 'measure', one: 'Mesure de l’agenda', many: 'Mesures de l’agenda' },
  {
    word: 'ressources',
    kind: 'resource',
    one: 'Ressource des catalogues',
    many: 'Ressources des catalogues',
  },
  { word: 'selections', kind: 'selection', one: 'Sélection de ressources', many: 'Sélections de ressources' },
  {
    word: 'sessions',
    kind: 'training-session',
    one: 'Session de formation',
    many: 'Sessions de formation',
  },
  {
    word: 'parcours',
    kind: 'learning-path',
    one: 'Parcours de formation',
    many: 'Parcours de formation',
  },
  { word: 'groupes', kind: 'group', one: 'Groupe projet', many: 'Groupes projets' },
  { word: 'livrables', kind: 'deliverable', one: 'Livrable', many: 'Livrables' },
  { word: 'decisions', kind: 'decision', one: 'Décision', many: 'Décisions' },
  { word: 'enquetes', kind: 'survey', one: 'Enquête', many: 'Enquêtes' },
  { word: 'chartes', kind: 'charter', one: 'Charte', many: 'Chartes' },
  { word: 'signataires', kind: 'signatory', one: 'Signataire d’une charte', many: 'Signataires de chartes' },
  { word: 'organismes', kind: 'organisation', one: 'Organisme', many: 'Organismes' },
  { word: 'editeurs', kind: 'vendor', one: 'Éditeur', many: 'Éditeurs' },
] as const;

export type KindWord = (typeof kinds)[number]['word'];

export function searchHref(query: string, type: KindWord | null, page = 1): string {
  return listHref('/recherche', { q: query, type, page });
}

export function nameOfKind(kind: string): string {
  return kinds.find((known) => known.kind === kind)?.one ?? 'Page';
}
