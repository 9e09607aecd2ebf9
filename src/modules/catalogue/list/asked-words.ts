import { formatNumber } from '../../../ui/index.ts';
import { type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import type { Resource } from '../resources/resource.ts';
import type { Asked } from './list-query.ts';

/** « Thèmes : Hameçonnage » */
export const filterWords = (known: Taxonomy, facet: string, code: string): string =>
  `${known.get(facet)?.label ?? facet} : ${valueLabel(known, facet, code)}`;

/** « 15 min », « 1 h », « 4 h » */
export function timeWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  return left === 0 ? `${hours} h` : `${hours} h ${left}`;
}

/** « de 3 500 à 20 000 habitants »; null when it suits any number. */
export function peopleWords({
  leastPeople,
  mostPeople,
}: Pick<Resource, 'leastPeople' | 'mostPeople'>): string | null {
  if (leastPeople !== null && mostPeople !== null)
    return `de ${formatNumber(leastPeople)} à ${formatNumber(mostPeople)} habitants`;
  if (leastPeople !== null) return `${formatNumber(leastPeople)} habitants et plus`;
  return mostPeople === null ? null : `${formatNumber(mostPeople)} habitants et moins`;
}

/** What narrows a list, in words, each with the name that takes it out. */
export function askedWords({
  asked,
  known,
  authorityName,
}: {
  asked: Asked;
  known: Taxonomy;
  authorityName: string | null;
}): { name: string; code?: string; words: string }[] {
  return [
    ...(asked.q ? [{ name: 'q', words: `Texte : ${asked.q}` }] : []),
    ...[...asked.facets].flatMap(([facet, codes]) =>
      codes.map((code) => ({ name: facet, code, words: filterWords(known, facet, code) })),
    ),
    ...(asked.temps === undefined ? [] : [{ name: 'temps', words: `Au plus ${timeWords(asked.temps)}` }]),
    ...(authorityName === null ? [] : [{ name: 'collectivite', words: `Convient à ${authorityName}` }]),
  ];
}
