import { formatNumber, formatPercent, plural, uncapitalised } from '../../../ui/index.ts';
import { exactly, leastTold, masked, type Told } from './masking.ts';
import type { Representation } from './queries.ts';

interface Row {
  code: string;
  label: string;
  told: Told;
}

/** A representation as readers have it: its counts as they are for those of the group, masked for the public. */
export interface ToldRepresentation {
  people: number;
  authorities: number;
  segments: (Row & { country: number; countryShare: number })[];
  departments: Row[];
  /** Names of what is not represented at all. */
  missing: { segments: string[]; departments: string[] };
}

export function tell(
  representation: Representation,
  { isPublic }: { isPublic: boolean },
): ToldRepresentation {
  const { people, authorities, segments, departments } = representation;
  const telling = isPublic ? masked : (counts: readonly number[]) => counts.map(exactly);
  const bySegment = telling(segments.map(({ here }) => here));
  const byDepartment = telling(departments.map(({ here }) => here));
  const inCountry = segments.reduce((sum, { country }) => sum + country, 0);
  return {
    people,
    authorities,
    segments: segments.map(({ code, label, country }, index) => ({
      code,
      label,
      country,
      countryShare: inCountry === 0 ? 0 : country / inCountry,
      told: bySegment[index] ?? exactly(0),
    })),
    departments: departments.map(({ code, name }, index) => ({
      code,
      label: name,
      told: byDepartment[index] ?? exactly(0),
    })),
    missing: {
      segments: segments.filter(({ here }) => here === 0).map(({ label }) => label),
      departments: departments.filter(({ here }) => here === 0).map(({ name }) => name),
    },
  };
}

/** « moins de 5 », « 34 969 » */
export function toldWords(told: Told): string {
  if (told.kind === 'exact') return formatNumber(told.count);
  return told.kind === 'fewer' ? `moins de ${leastTold}` : `${leastTold} ou plus`;
}

/** The share of the whole, where the count is told. */
export function shareWords(told: Told, whole: number): string {
  return told.kind === 'exact' && whole > 0 ? formatPercent(told.count / whole) : '';
}

/** Where the classes of the map begin, after nought. */
const classStarts = [1, leastTold, 10, 20] as const;

export const mapClasses = [
  { level: 0, label: 'aucune collectivité' },
  ...classStarts.map((start, index) => {
    const next = classStarts[index + 1];
    const label =
      index === 0 ? `moins de ${leastTold}` : next ? `de ${start} à ${next - 1}` : `${start} et plus`;
    return { level: index + 1, label };
  }),
];

export function levelOf(told: Told): number {
  if (told.kind === 'fewer') return 1;
  const count = told.kind === 'more' ? leastTold : told.count;
  return classStarts.filter((start) => count >= start).length;
}

/** The whole in a sentence or two. */
export function summaryOf({ authorities, departments, missing, segments }: ToldRepresentation): string {
  if (authorities === 0) return 'Aucune collectivité n’est encore représentée dans ce groupe.';
  const lying = departments.length - missing.departments.length;
  const whole = `${plural(authorities, 'collectivité représentée', 'collectivités représentées')}, dans ${plural(lying, 'département')} sur ${departments.length}.`;
  const apart = segments
    .flatMap(({ label, told, countryShare }) => {
      if (told.kind !== 'exact') return [];
      const share = told.count / authorities;
      return [{ label, share, countryShare, gap: countryShare - share }];
    })
    .toSorted((one, other) => other.gap - one.gap)[0];
  if (!apart || apart.gap < 0.05) return whole;
  return `${whole} Les moins représentées pour leur nombre : ${uncapitalised(apart.label)}, ${formatPercent(apart.share)} du groupe et ${formatPercent(apart.countryShare)} des collectivités de France.`;
}
