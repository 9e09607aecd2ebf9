import { listHref } from '../../../ui/index.ts';
import type { Actor } from '../../identity/index.ts';

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
  { word: 'documents', kind: 'document', one: 'Document d’un groupe', many: 'Documents des groupes' },
  { word: 'discussions', kind: 'thread', one: 'Discussion', many: 'Discussions' },
  { word: 'reunions', kind: 'meeting', one: 'Réunion', many: 'Réunions' },
] as const;

export type KindWord = (typeof kinds)[number]['word'];

export function searchHref(query: string, type: KindWord | null, page = 1): string {
  return listHref('/recherche', { q: query, type, page });
}

export function nameOfKind(kind: string): string {
  return kinds.find((known) => known.kind === kind)?.one ?? 'Page';
}

/** The scopes of what this person may find. */
export function audiencesOf(actor: Actor | null): string[] {
  if (actor?.state !== 'active') return ['public'];
  return ['public', ...[...actor.memberships.keys()].map((id) => `group:${id}`)];
}

interface Part {
  text: string;
  found: boolean;
}

/** A passage cut where the words looked for begin and end (\u0001, \u0002). */
export function marked(excerpt: string): Part[] {
  return excerpt
    .split('\u0001')
    .flatMap((part, index) => {
      const [text = '', ...rest] = part.split('\u0002');
      return index === 0
        ? [{ text: part.replaceAll('\u0002', ''), found: false }]
        : [
            { text, found: true },
            { text: rest.join(''), found: false },
          ];
    })
    .filter(({ text }) => text !== '');
}

/** The same, with the sign that it was cut, where it was. */
export function framed(parts: readonly Part[]): Part[] {
  const text = parts.map((part) => part.text).join('');
  return [
    ...(/^\s*[\p{Ll}),;]/u.test(text) ? [{ text: '… ', found: false }] : []),
    ...parts,
    ...(/[.!?…]\s*$/.test(text) ? [] : [{ text: ' …', found: false }]),
  ];
}
