import { formatNumber } from '../../../ui/index.ts';

/** Where each band of population begins, after the first. 3,500 people is where many digital obligations begin. */
const starts: readonly number[] = [500, 1_000, 3_500, 10_000, 50_000];

export interface SizeBand {
  /** As addresses have it. */
  code: string;
  from: number;
  /** Null for the last: there is no larger. */
  below: number | null;
  /** « de 500 à 999 habitants » */
  label: string;
}

export const sizeBands: readonly SizeBand[] = [0, ...starts].map((from, index) => {
  const below = starts[index] ?? null;
  const label =
    below === null
      ? `${formatNumber(from)} habitants et plus`
      : from === 0
        ? `moins de ${formatNumber(below)} habitants`
        : `de ${formatNumber(from)} à ${formatNumber(below - 1)} habitants`;
  return { code: below === null ? `${from}-plus` : `${from}-${below - 1}`, from, below, label };
});
