import type { AuthorityKind } from '../../platform/database/index.ts';
import { formatNumber } from '../../ui/index.ts';
import { kindPlural } from '../territories/index.ts';

/** Where each band of population begins, after the first; 3,500 people is where opening one's data becomes an obligation. */
export const bandStarts: readonly number[] = [1_000, 3_500, 10_000, 20_000, 50_000];

/** Authorities that are compared with one another: the same kind, about as many people. */
export interface SimilarGroup {
  kind: AuthorityKind;
  /** Place among the bands, the smallest first. */
  band: number;
}

export const bandOfPopulation = (population: number): number =>
  bandStarts.filter((start) => population >= start).length;

/** Null where the population is not known. */
export function groupOf(authority: { kind: AuthorityKind; population: number | null }): SimilarGroup | null {
  const { kind, population } = authority;
  return population === null ? null : { kind, band: bandOfPopulation(population) };
}

/** « de 1 000 à 3 499 habitants » */
export function bandWords(band: number): string {
  const from = bandStarts[band - 1];
  const to = bandStarts[band];
  if (from === undefined) return `de moins de ${formatNumber(to ?? 0)} habitants`;
  if (to === undefined) return `de ${formatNumber(from)} habitants et plus`;
  return `de ${formatNumber(from)} à ${formatNumber(to - 1)} habitants`;
}

/** « communes de 1 000 à 3 499 habitants » */
export const groupWords = ({ kind, band }: SimilarGroup): string => `${kindPlural(kind)} ${bandWords(band)}`;
