import type { SignatoryKind } from '../../platform/database/index.ts';

export const parties = ['etat', 'associations', 'vendors', 'authorities'] as const satisfies SignatoryKind[];

/** In addresses and in data that people read. */
export const partyWords: Readonly<Record<SignatoryKind, string>> = {
  etat: 'etat',
  associations: 'associations',
  vendors: 'editeurs',
  authorities: 'collectivites',
};

export const partyLabels: Readonly<Record<SignatoryKind, string>> = {
  etat: 'État',
  associations: 'Association',
  vendors: 'Éditeur',
  authorities: 'Collectivité',
};

/** As a heading over what they commit to. */
export const partyTitles: Readonly<Record<SignatoryKind, string>> = {
  etat: 'L’État',
  associations: 'Les associations d’élus et de collectivités',
  vendors: 'Les éditeurs de logiciels',
  authorities: 'Les collectivités',
};

export const partyWordList = ['etat', 'associations', 'editeurs', 'collectivites'] as const;
export type PartyWord = (typeof partyWordList)[number];

const byWord: Readonly<Record<PartyWord, SignatoryKind>> = {
  etat: 'etat',
  associations: 'associations',
  editeurs: 'vendors',
  collectivites: 'authorities',
};

export const partyOfWord = (word: PartyWord): SignatoryKind => byWord[word];
