import type { CatalogueSlug } from '../catalogues.ts';

/** One answer to « qui êtes-vous ? » */
export interface Person {
  code: string;
  label: string;
  /** « pour les élus » */
  words: string;
  /** What is made for any of them. */
  terms: readonly [string, ...string[]];
}

/** One answer to « de quoi avez-vous besoin ? » */
export interface Need {
  code: string;
  label: string;
  hint?: string;
  /** « pour réagir » */
  words: string;
  /** A resource that has one of them answers; the first is what the need is about. */
  terms: readonly [string, ...string[]];
}

/** The three questions of a catalogue. */
export interface Guide {
  lead: string;
  people: readonly Person[];
  needs: readonly Need[];
  /** Times to choose from, in minutes, with their words. */
  times: readonly { minutes: number; label: string }[];
}

const readers: readonly Person[] = [
  { code: 'elu', label: 'Élu', words: 'pour les élus', terms: ['audiences:elu'] },
  {
    // In a small town hall, the one who runs it does everything.
    code: 'secretaire',
    label: 'Secrétaire de mairie',
    words: 'pour les secrétaires de mairie',
    terms: ['audiences:dirigeant', 'audiences:agent'],
  },
  {
    code: 'dirigeant',
    label: 'Cadre dirigeant',
    words: 'pour les cadres dirigeants',
    terms: ['audiences:dirigeant'],
  },
  { code: 'agent', label: 'Agent', words: 'pour les agents', terms: ['audiences:agent'] },
  {
    code: 'dsi',
    label: 'Responsable informatique ou de la sécurité',
    words: 'pour l’informatique et la sécurité',
    terms: ['audiences:dsi'],
  },
  {
    code: 'dpo',
    label: 'Délégué à la protection des données',
    words: 'pour les délégués à la protection des données',
    terms: ['audiences:dpo'],
  },
];

const shortTimes = [
  { minutes: 5, label: 'Cinq minutes' },
  { minutes: 60, label: 'Une heure' },
  { minutes: 240, label: 'Une demi-journée' },
] as const;

export const guides: Readonly<Record<CatalogueSlug, Guide>> = {
  cybersecurite: {
    lead: 'Répondez à ce que vous voulez : sept ressources au plus, les plus sûres d’abord, avec la raison de chacune.',
    people: readers,
    times: shortTimes,
    needs: [
      {
        code: 'reagir',
        label: 'Réagir à une attaque ou à un message suspect',
        words: 'pour réagir',
        terms: ['needs:reagir'],
      },
      {
        code: 'hameconnage',
        label: 'Éviter les messages piégés (hameçonnage)',
        words: 'contre l’hameçonnage',
        terms: ['themes:hameconnage', 'themes:messagerie'],
      },
      {
        code: 'mots-de-passe',
        label: 'Protéger les comptes et les mots de passe',
        words: 'pour les mots de passe et les accès',
        terms: ['themes:mots-de-passe', 'themes:identite-acces'],
      },
      {
        code: 'sauvegarde',
        label: 'Sauvegarder, et savoir repartir',
        words: 'pour sauvegarder et repartir',
        terms: ['themes:sauvegarde', 'themes:continuite'],
      },
      {
        code: 'prevenir',
        label: 'Renforcer la sécurité en général',
        words: 'pour prévenir',
        terms: ['needs:prevenir'],
      },
      {
        code: 's-evaluer',
        label: 'Savoir où nous en sommes',
        words: 'pour s’évaluer',
        terms: ['needs:s-evaluer', 'themes:auto-evaluation'],
      },
      {
        code: 'comprendre',
        label: 'Comprendre les menaces et les règles',
        words: 'pour comprendre',
        terms: ['needs:comprendre'],
      },
      {
        code: 'se-former',
        label: 'Former et sensibiliser élus et agents',
        words: 'pour se former',
        terms: ['needs:se-former', 'themes:sensibilisation-agents', 'themes:sensibilisation-elus'],
      },
      {
        code: 'financer',
        label: 'Trouver un financement',
        words: 'pour financer',
        terms: ['needs:financer', 'themes:financement'],
      },
    ],
  },
  donnees: {
    lead: 'Répondez à ce que vous voulez : sept ressources au plus, les plus sûres d’abord, avec la raison de chacune.',
    people: readers,
    times: shortTimes,
    needs: [
      {
        code: 'comprendre',
        label: 'Comprendre de quoi il s’agit',
        words: 'pour comprendre',
        terms: ['needs:comprendre', 'themes:acculturation'],
      },
      {
        code: 'organiser',
        label: 'Nous organiser : qui fait quoi, inventaire, règles',
        words: 'pour s’organiser',
        terms: ['themes:gouvernance-donnee', 'needs:organiser'],
      },
      {
        code: 'publier',
        label: 'Ouvrir et partager nos données',
        words: 'pour publier et partager',
        terms: ['needs:publier', 'themes:open-data'],
      },
      {
        code: 'rgpd',
        label: 'Respecter le RGPD',
        words: 'pour le RGPD',
        terms: ['themes:rgpd', 'themes:pseudonymisation'],
      },
      {
        code: 'adresses',
        label: 'Faire notre base d’adresses, nos cartes',
        words: 'pour les adresses et les cartes',
        terms: ['themes:adresses', 'themes:geographie'],
      },
      {
        code: 'dites-le-nous-une-fois',
        label: 'Ne plus redemander les pièces aux habitants',
        words: 'pour ne plus redemander les pièces',
        terms: ['themes:dites-le-nous-une-fois', 'themes:api'],
      },
      {
        code: 'mutualiser',
        label: 'Trouver qui nous accompagne près de chez nous',
        words: 'pour être accompagné',
        terms: ['themes:mutualisation', 'kind:accompagnement'],
      },
      {
        code: 's-evaluer',
        label: 'Savoir où nous en sommes',
        words: 'pour s’évaluer',
        terms: ['needs:s-evaluer', 'themes:auto-evaluation'],
      },
    ],
  },
  formations: {
    lead: 'Répondez à ce que vous voulez : sept ressources au plus, les plus sûres d’abord, avec la raison de chacune.',
    people: [
      { code: 'elus', label: 'Élu', words: 'pour les élus', terms: ['publics:elus'] },
      {
        code: 'secretaire',
        label: 'Secrétaire de mairie',
        words: 'pour les secrétaires de mairie',
        terms: ['publics:cadres-dirigeants', 'publics:agents'],
      },
      {
        code: 'cadres-dirigeants',
        label: 'Cadre dirigeant',
        words: 'pour les cadres dirigeants',
        terms: ['publics:cadres-dirigeants'],
      },
      { code: 'agents', label: 'Agent', words: 'pour les agents', terms: ['publics:agents'] },
    ],
    times: [
      { minutes: 60, label: 'Une heure' },
      { minutes: 240, label: 'Une demi-journée' },
      { minutes: 480, label: 'Une journée' },
    ],
    needs: [
      {
        code: 'culture-numerique',
        label: 'Le numérique en général, pour décider',
        words: 'sur le numérique en général',
        terms: ['themes:culture-numerique', 'themes:strategie'],
      },
      {
        code: 'ia',
        label: 'L’intelligence artificielle',
        words: 'sur l’intelligence artificielle',
        terms: ['themes:ia'],
      },
      {
        code: 'cybersecurite',
        label: 'La cybersécurité',
        words: 'sur la cybersécurité',
        terms: ['themes:cybersecurite'],
      },
      {
        code: 'donnees',
        label: 'Les données et le RGPD',
        words: 'sur les données',
        terms: ['themes:donnees', 'themes:rgpd'],
      },
      {
        code: 'services',
        label: 'Des démarches en ligne simples et accessibles',
        words: 'sur les services en ligne',
        terms: ['themes:transformation-services', 'themes:design-services', 'themes:accessibilite'],
      },
      {
        code: 'management',
        label: 'Conduire le changement',
        words: 'sur la conduite du changement',
        terms: ['themes:management', 'themes:pilotage'],
      },
      {
        code: 'inclusion',
        label: 'Accompagner les habitants éloignés du numérique',
        words: 'sur l’inclusion numérique',
        terms: ['themes:inclusion'],
      },
      {
        code: 'numerique-responsable',
        label: 'Le numérique responsable',
        words: 'sur le numérique responsable',
        terms: ['themes:numerique-responsable'],
      },
      {
        code: 'financement',
        label: 'Faire financer une formation',
        words: 'pour financer une formation',
        terms: ['themes:financement-formation', 'needs:financer'],
      },
    ],
  },
};
