import { formatNumber } from '../../../ui/index.ts';
import { type Asked, type FilterName, type KindWord, natureWords, statusWords } from '../list-query.ts';
import { natureLabels, statusLabels } from '../vocabulary.ts';

export const filterLabels: Record<FilterName, string> = {
  collectivite: 'Ce qui concerne',
  q: 'Texte',
  theme: 'Thème',
  nature: 'Nature',
  statut: 'État',
  type: 'Type de collectivité',
  population: 'Nombre d’habitants',
  territoire: 'Territoire',
  de: 'De l’année',
  a: 'À l’année',
};

const kindLabels: Record<KindWord, string> = {
  commune: 'Communes',
  epci: 'Intercommunalités',
  departement: 'Départements',
  region: 'Régions',
};

const byWord = <T extends string>(words: Record<T, string>, labels: Record<T, string>) => {
  const found = new Map<string, string>();
  for (const code in words) found.set(words[code], labels[code]);
  return found;
};

const words: Partial<Record<FilterName, ReadonlyMap<string, string>>> = {
  nature: byWord(natureWords, natureLabels),
  statut: byWord(statusWords, statusLabels),
  type: new Map(Object.entries(kindLabels)),
};

/** A value of a filter, for people. */
export function valueWords(name: FilterName, value: string, themes: ReadonlyMap<string, string>): string {
  if (name === 'theme') return themes.get(value) ?? value;
  if (name === 'population') return /^\d+$/.test(value) ? formatNumber(Number(value)) : value;
  return words[name]?.get(value) ?? value;
}

export const isNarrowed = (asked: Asked): boolean => Object.values(asked).some(Boolean);
